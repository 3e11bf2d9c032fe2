"""Lists of answers: ranges that overlap or leave gaps, steps out of order, and what is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapport.surveys.audit.flaw import Flaw, plain
from rapport.surveys.audit.offered import offered
from rapport.surveys.audit.question import Question
from rapport.surveys.audit.scales import OUTSIDE, side

NUMBER = r"(\d+(?:[.,]\d{3})*)"
BETWEEN = re.compile(rf"^\D{{0,3}}{NUMBER}\s*(\D*?)\s*(?:-|–|—|to|and|until)\s*\D{{0,3}}?{NUMBER}\s*(\D*)$")
BELOW = re.compile(rf"^(under|below|less than|fewer than|up to|at most)\D{{0,4}}{NUMBER}\s*(\D*)$")
ABOVE = re.compile(
    rf"^(?:(over|above|more than|at least|from)\D{{0,4}}{NUMBER}\s*(\D*?)|\D{{0,3}}{NUMBER}\s*(\D*?)\s*"
    r"(?:\+\s*\D*|(?:and|or) (?:more|over|above|older|longer)))$"
)
INCLUSIVE = ("up to", "at most", "at least", "from")
OFTEN = ("never", "rarely", "seldom", "sometimes", "often", "usually", "always")
LEFT_OUT = re.compile(
    r"\b(?:other|others|else|none|nothing|nobody|neither|no|not|don't|another|any|all)\b", re.I
)
ASKS_ONE_OF = re.compile(r"^(?:what|why|which|where|who|how did)\b", re.IGNORECASE)
LIMITED = re.compile(
    r"\b(?:prefer|rather|sooner|best|of (?:these|the following)|most|would you|suits?)\b", re.IGNORECASE
)
CHOSEN = ("single_choice", "multiple_choice")
FEW = 3


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, both in it."""

    low: float
    high: float
    unit: str


def unclear(question: Question) -> Iterator[Flaw]:
    """What is wrong with the list of answers of a question."""
    options = offered(question)
    ranges = [_range(plain(one).strip().lower()) for one in options]
    for (left, before), (right, after) in pairwise(zip(options, ranges, strict=True)):
        if before is None or after is None or (before.unit and after.unit and before.unit != after.unit):
            continue
        yield from _border(question, (left, before), (right, after))
    yield from _out_of_order(question, options)
    yield from _without_other(question, options, ranges)


def _border(question: Question, first: tuple[str, Range], second: tuple[str, Range]) -> Iterator[Flaw]:
    (left, low), (right, high) = sorted((first, second), key=lambda one: one[1].low)
    words = f"{first[0]}, {second[0]}"
    words = words if question.options or words in question.text else second[0]
    if high.low <= low.high:
        said = f"{_told(high.low)} is in “{left}” and in “{right}”: let each number be in one."
        yield Flaw("unclear_choices", words, said)
    elif high.low > low.high + 1:
        said = f"Nothing between {_told(low.high)} and {_told(high.low)} can be chosen: close the gap."
        yield Flaw("unclear_choices", words, said)


def _out_of_order(question: Question, options: Sequence[str]) -> Iterator[Flaw]:
    steps = [OFTEN.index(low) for one in options if (low := one.strip().lower()) in OFTEN]
    if len(steps) < FEW or steps in (sorted(steps), sorted(steps, reverse=True)):
        return
    words = ", ".join(options) if question.options else options[0]
    yield Flaw("unclear_choices", words, "Put the answers in order, from never to always.")


def _without_other(
    question: Question, options: Sequence[str], ranges: Sequence[Range | None]
) -> Iterator[Flaw]:
    if question.item_type not in CHOSEN or question.open_end or len(options) < FEW:
        return
    is_scale = any(ranges) or sum(side(one) is not None for one in options) * 2 > len(options)
    covered = any(OUTSIDE.search(plain(one)) or LEFT_OUT.search(plain(one)) for one in options)
    named = ASKS_ONE_OF.search(question.text) and not LIMITED.search(question.text)
    if named and not is_scale and not covered:
        said = "Add “Something else” with room to write: who is not in the list picks at random or leaves."
        yield Flaw("unclear_choices", ", ".join(options), said)


def _range(option: str) -> Range | None:
    if (match := BETWEEN.match(option)) is not None:
        low, high = _number(match.group(1)), _number(match.group(3))
        return Range(min(low, high), max(low, high), _unit(match.group(4)))
    if (match := BELOW.match(option)) is not None:
        high = _number(match.group(2))
        return Range(float("-inf"), high if match.group(1) in INCLUSIVE else high - 1, _unit(match.group(3)))
    if (match := ABOVE.match(option)) is not None:
        low = _number(match.group(2) or match.group(4))
        beyond = match.group(1) is not None and match.group(1) not in INCLUSIVE
        return Range(low + beyond, float("inf"), _unit(match.group(3) or match.group(5) or ""))
    return None


def _number(said: str) -> float:
    return float(re.sub(r"[.,](?=\d{3}\b)", "", said))


def _unit(said: str) -> str:
    return said.strip().rstrip("s.").split(" ")[0]


def _told(number: float) -> str:
    return f"{number:g}"
