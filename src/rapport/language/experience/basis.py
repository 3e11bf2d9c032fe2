"""Whether a conversation is a basis for an unlearned score at all."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.language.experience.reading import ReadTurn

ENOUGH_WORDS = 4
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


def has_basis(turns: Sequence[ReadTurn], target: str) -> bool:
    """Something the customer said in English, and either an answer of the company, or enough words or a mark
    in it. Whether it was solved cannot be told before the company said anything."""
    said = [turn for turn in turns if not turn.ours]
    if not said:
        return False
    answered = len(said) < len(turns)
    if target == "resolved" and not answered:
        return False
    enough = (
        answered or any(turn.marks for turn in said) or sum(len(one.words) for one in said) > ENOUGH_WORDS
    )
    return enough and is_english(turns)


def is_english(turns: Sequence[ReadTurn]) -> bool:
    """Whether the first words hold the share of common ones that English has."""
    known = count = 0
    for turn in turns:
        letters = [word for word in turn.words[:FIRST_WORDS] if word.isalpha()]
        known += len([word for word in letters if word in _ENGLISH])
        count += len(letters)
        if count >= FIRST_WORDS:
            break
    if count < FEW_WORDS:
        return known > 0 or any(word.isascii() for turn in turns for word in turn.words)
    return known >= ENGLISH_SHARE * count
