"""Where in a turn somebody says what they want or what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapport.language.concerns.grams import CONTENT_OUT
from rapport.language.concerns.who import ABOUT_ONESELF, what_is_told
from rapport.language.concerns.words import LONGEST, SENTENCE, words

_WISH = re.compile(
    r"\b(?:want|wanna|need|would like|'d like|would love|looking (?:for|to|into)|tr(?:ying|ied) to|hoping"
    r"|wish|can (?:you|i|we)|could (?:you|i|we)|may i|how (?:do|can|could|would|much|many|long|often)|help me"
    r"|help with|where(?:'s| is| are| do| can)|when (?:will|is|do|can)|why (?:is|was|did|do|has|have|are|am)"
    r"|is (?:it|there)|do you|what (?:is|are|do|can|would)|calling (?:to|about|because|for)|inquire|enquire"
    r"|interested in|please)\b"
)
_WRONG = re.compile(
    r"\b(?:not working|doesn't|does not|didn't|did not|won't|can't|cannot|couldn't|unable|never|wrong|broken"
    r"|problem|issue|trouble|error|lost|stolen|missing|late|failed|fails|declined|rejected|charged|refund"
    r"|cancel|complain|complaint|dispute|damaged|forgot|forgotten|locked|stopped|crashed|accident|no longer"
    r"|still (?:not|no|haven't|waiting))\b"
)
_TO_ANYBODY = re.compile(
    r"\b(?:any ?(?:one|body) there|are you there"
    r"|(?:can|could|would|will) (?:you|someone|somebody|any ?(?:one|body)) (?:please |kindly )?"
    r"(?:help|assist|sort|check|fix|handle|solve|look (?:in)?to|have a look|take a look|see to)"
    r"(?: (?:me|us|this|it|that|out|into|at|with|for|please))*\W*$"
    r"|(?:talk|speak|connect me|put me through) (?:to|with) (?:a|an|some)\w* ?"
    r"(?:real |live |human )?(?:person|human|agent|one|advisor|representative|being)\b)"
    r"|^\W*(?:an? )?(?:real |live )?(?:human|person|agent)(?: please)?\W*$"
)
"""What is asked of any company whatever it is about: it tells nothing where something else does."""
ASKED, SAID, WORD, WHO = 1.0, 0.5, 0.3, 0.1
"""What a sentence says of a concern: it asks or tells what is wrong; it has small words as sentences have;
words in a row (`Ann Lee, Main Street`); who somebody is."""
CHARACTERS = 1_000
"""Of a request that are judged."""
HALF = 0.5
"""Who says this share of what says most of a concern has begun to ask: a story, not who opens with their
name."""


class Span(NamedTuple):
    """Characters `start` to `end` of a turn, and how much they say of a concern (0–1)."""

    start: int
    end: int
    strength: float


OFTEN = 400
"""Up to this many characters a turn may be one that many have said before."""


def request_span(text: str) -> Span | None:
    """From the first to the last sentence that says at least half as much of a concern as the one that says
    most: what went wrong belongs to what is asked. None where none says anything."""
    return _often(text) if len(text) <= OFTEN else _span(text)


@lru_cache(maxsize=20_000)
def _often(text: str) -> Span | None:
    return _span(text)


def _span(text: str) -> Span | None:
    found = list(_sentences(text))
    if not found:
        return None
    best = max(one.strength for one in found)
    strong = [one for one in found if one.strength >= HALF * best]
    if strong[-1].end - strong[0].start > CHARACTERS:  # a long story: what is asked comes first
        strong = [one for one in strong if one.strength == best]
    return Span(strong[0].start, strong[-1].end, best)


def without_who(text: str) -> str:
    """What is said, without sentences that say no more than who somebody is: of these what they tell."""
    every = list(_sentences(text))
    if all(one.strength > WHO for one in every):
        return text
    said = (
        text[one.start : one.end] if one.strength > WHO else what_is_told(text[one.start : one.end])
        for one in every
    )
    return " ".join(filter(None, said))


def asks_for_more(answer: str) -> bool:
    """Whether somebody who was asked who they are does more than answer: who ends with `please` does not."""
    plain = re.sub(r"\bplease(?=\W*(?:$|[.!?\n]))", " ", answer[:LONGEST].lower())
    return any(_strength(said) == ASKED for said in SENTENCE.findall(plain))


def _sentences(text: str) -> Iterator[Span]:
    for match in SENTENCE.finditer(text[:LONGEST]):
        said = match.group()
        strength = _strength(said)
        if strength:
            start = match.start() + len(said) - len(said.lstrip())
            yield Span(start, match.start() + len(said.rstrip()), strength)


def _strength(sentence: str) -> float:
    every = words(sentence)
    about = set(every) - CONTENT_OUT
    if not about:
        return 0.0
    low = sentence.lower().replace("’", "'")
    if (asked := _TO_ANYBODY.sub(" ", low)) != low and not set(words(asked)) - CONTENT_OUT:
        return WHO
    if "?" in sentence:
        return ASKED
    if ABOUT_ONESELF.search(low):
        return WHO
    if _WISH.search(low) or _WRONG.search(low):
        return ASKED
    return SAID if len(about) > 1 and not about.issuperset(every) else WORD
