"""What is wrong with a question, in which words, and what would be better."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

KINDS = {
    "leading": "The question leans to an answer.",
    "double_barrelled": "Two things are asked at once; one answer cannot serve both.",
    "loaded": "The question takes something for granted, or uses words that stir.",
    "negated": "A denial turns the answer round; many overlook it.",
    "absolute": "Nobody can say yes to always, never or everything.",
    "already_known": "The company has this already.",
    "irrelevant_to_some": "It does not concern everybody who is asked.",
    "required_without_need": "An answer is forced where there may be none.",
    "unbalanced_scale": "There are more good answers than bad ones, or the other way round.",
    "mixed_scales": "Scales differ or run the other way from question to question.",
    "too_long": "It takes more time or breath than people give.",
    "pressure": "The customer is pushed to a high score.",
    "jargon": "Words of the house that customers do not use.",
    "hard_to_recall": "Memory does not reach so far or so exactly.",
    "cannot_know": "The customer is in no position to know.",
    "only_for_company": "It matters to the company alone.",
    "unclear_choices": "The answers overlap, leave gaps, or forget some.",
    "wrong_place": "It stands where it harms the others.",
}
"""Every kind of flaw, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """`words` stand in the question as they are here; `suggestion` says what to ask instead."""

    kind: str
    words: str
    suggestion: str


Better = str | Callable[[str, "re.Match[str]"], str]


@dataclass(frozen=True)
class Sign:
    """A pattern that gives a flaw away, and what to do: words, or a function of the text and the match."""

    pattern: re.Pattern[str]
    better: Better
    unless: re.Pattern[str] | None = None


def sign(pattern: str, better: Better, unless: str = "") -> Sign:
    """A sign; `unless` found anywhere in the text excuses it."""
    return Sign(re.compile(pattern, re.IGNORECASE), better, _compiled(unless))


def found(kind: str, signs: tuple[Sign, ...], text: str) -> Iterator[Flaw]:
    """The first place of every sign in the text; words that lie in another flaw's are told once."""
    told: list[tuple[int, int]] = []
    same = plain(text)
    for one in signs:
        match = one.pattern.search(same)
        if match is None or (one.unless is not None and one.unless.search(same)):
            continue
        start, end = _trimmed(text, *match.span())
        if any(start < right and left < end for left, right in told):
            continue
        told.append((start, end))
        better = one.better if isinstance(one.better, str) else one.better(text, match)
        yield Flaw(kind, text[start:end], better)


def plain(text: str) -> str:
    """The text with plain apostrophes and blanks, every character in its place."""
    return re.sub(r"[\s\u00a0]", " ", text.replace("’", "'").replace("‘", "'").replace("`", "'"))


def without(text: str, start: int, end: int, instead: str = "") -> str:
    """The text with a piece replaced, tidy again: one blank between words, a capital first."""
    left = re.sub(r"\s+", " ", f"{text[:start]} {instead} {text[end:]}").strip()
    left = re.sub(r"\s+([?.!,;:])", r"\1", left).lstrip(",;: ")
    return left[:1].upper() + left[1:]


def asked(question: str) -> str:
    """The words that propose a question."""
    return f"Ask: “{question}”"


def _compiled(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern, re.IGNORECASE) if pattern else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip(" ,.?")))
