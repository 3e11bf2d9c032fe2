"""Whether a conversation is a basis for a score at all."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.language.experience.evidence import EFFORT_SAID, SATISFACTION_SAID
from rapport.language.experience.reading import ReadTurn

TELLING = frozenset((*EFFORT_SAID, *SATISFACTION_SAID))
"""What a customer whom nobody answered says that tells how it is for them."""
_ALONE = "ok okay k hi hello hey yes yeah yep no nope hm hmm um uh test"
NOTHING = frozenset(_ALONE.split())
"""Words that say nothing by themselves."""
FEW_WORDS = 6
"""Words under which the language cannot be told: they count as English when they are in its letters."""
ENGLISH_SHARE = 0.08
FIRST_WORDS = 40
_COMMON = (
    "the and you your my is it to of for that this have has can could with what are please would do does be "
    "how there like from if when but im dont yes thank thanks not its get need want just we our they been "
    "which any where who or at by out up now here about help sorry know did"
)
_ENGLISH = frozenset(_COMMON.split())
"""Common words of English that are rare in the languages beside it."""


def customer_heard(turns: Sequence[ReadTurn]) -> bool:
    """Something the customer said, and an answer of the company or more than words that say nothing."""
    said = [turn for turn in turns if not turn.ours]
    if not said:
        return False
    return len(said) < len(turns) or any(not NOTHING.issuperset(turn.words) for turn in said)


def has_basis(turns: Sequence[ReadTurn], target: str) -> bool:
    """For an unlearned score: something the customer said in English, and an answer of the company or a mark
    that tells how it is for them: who merely asks for something has not said how hard it is. Whether it was
    solved cannot be told before the company said anything."""
    if not customer_heard(turns):
        return False
    if all(not turn.ours for turn in turns):
        told = any(mark[0] in TELLING for turn in turns for mark in turn.marks)
        if target == "resolved" or not told:
            return False
    return is_english(turns)


def is_english(turns: Sequence[ReadTurn]) -> bool:
    """Whether the first words hold the share of common ones that English has."""
    known = count = 0
    for turn in turns:
        letters = list(filter(str.isalpha, turn.words[:FIRST_WORDS]))
        known += sum(map(_ENGLISH.__contains__, letters))
        count += len(letters)
        if count >= FIRST_WORDS:
            break
    if count < FEW_WORDS:
        return known > 0 or any(word.isascii() for turn in turns for word in turn.words)
    return known >= ENGLISH_SHARE * count
