"""Where in a turn somebody says what they want or what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapport.language.concerns.grams import CONTENT_OUT
from rapport.language.concerns.words import LONGEST, words

_SENTENCE = re.compile(r"(?:[^.!?\n]|(?<=\d)\.(?=\d))+[.!?]*")
"""A point between digits ends nothing: $74.99."""
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
_TOLD = re.compile(
    r"\b(?:my (?:full |first |last )?name is|date of birth"
    r"|my (?:policy|account|phone|zip|order|pin|card|social security) (?:number|code)? ?is"
    r"|my (?:e-?mail|address|number) (?:address )?is|i live (?:in|at))\b"
)
_ABOUT_ONESELF = re.compile(
    rf"{_TOLD.pattern}|\b(?:this is (?:[\w'-]+ ){{1,2}}speaking|this is [a-z]+ here|i was born)\b"
)
_ASKS = re.compile(
    r"\?|\b(?:please|give me|tell me|provide|confirm|verify|enter"
    r"|i need|i'?ll need|i will need|may i|can i|could i)\b"
)
_ASKS_WHO = re.compile(
    r"\b(?:your|the) (?:full |first |last |family |account |phone |policy |customer |order |contact "
    r"|registered |mobile |e-?mail |home |billing |social |security |date of |zip |post |pin |mailing ){0,3}"
    r"(?:names?|numbers?|address|birth|e-?mail|id|pin|zip|code|postcode|birthday|ssn)\b"
    r"|\bwho (?:am i|i am|i'm) (?:speaking|talking|chatting)|\bverify your (?:identity|account)"
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
HALF = 0.5
"""Who says this share of what says most of a concern has begun to ask: a story, not who opens with their
name."""


def what_is_told(text: str) -> str:
    """Of words by which somebody says who they are, those that say what they tell (`my name is`)."""
    return " ".join(_TOLD.findall(text.lower().replace("’", "'")))


def asks_who(text: str) -> bool:
    """Whether what somebody asks for last is a name, a number, an address or the like: what is answered
    tells who the customer is."""
    asked = [said for said in _SENTENCE.findall(text[-LONGEST:].lower()) if _ASKS.search(said)]
    return bool(asked) and _ASKS_WHO.search(asked[-1]) is not None


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
    return Span(strong[0].start, strong[-1].end, best)


def _sentences(text: str) -> Iterator[Span]:
    for match in _SENTENCE.finditer(text[:LONGEST]):
        said = match.group()
        strength = _strength(said)
        if strength:
            start = match.start() + len(said) - len(said.lstrip())
            yield Span(start, match.start() + len(said.rstrip()), strength)


def _strength(sentence: str) -> float:
    about = set(words(sentence)) - CONTENT_OUT
    if not about:
        return 0.0
    low = sentence.lower().replace("’", "'")
    if _TO_ANYBODY.search(low):
        return WHO
    if "?" in sentence:
        return ASKED
    if _ABOUT_ONESELF.search(low):
        return WHO
    if _WISH.search(low) or _WRONG.search(low):
        return ASKED
    return SAID if len(about) > 1 else WORD
