"""The sentence a chart stands under: only what its intervals carry."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.measures.estimate import Estimate
from rapport.reports import words
from rapport.reports.blocks import Point
from rapport.reports.scope import Scope


def opening(scope: Scope) -> str:
    """The one line to remember: the number, how sure it is, how far from the target."""
    qci = scope.qci
    if qci.value is None:
        why = qci.undefined_because or "too little is scored"
        return f"The {scope.qci_name} of {scope.place} cannot be told yet: {why}."
    said = f"{scope.place} scores {words.phrase(qci)} of 100"
    return f"{said}, {toward_target(qci, scope.findings.target.value)}."


def toward_target(score: Estimate, target: float) -> str:
    """Where the interval stands against the target."""
    if score.value is None:
        return ""
    apart = abs(score.value - target)
    distance = f"{words.number(apart)} points"
    if score.low is None or score.high is None:
        return f"{distance} {'under' if score.value < target else 'over'} the target of {target:g}"
    if score.high < target:
        return f"{distance} under the target of {target:g}"
    if score.low > target:
        return f"{distance} over the target of {target:g}"
    return f"which cannot be told apart from the target of {target:g}"


def lowest(points: Sequence[Point], noun: str) -> str:
    """Which mark is lowest, and whether it can be told from the next."""
    told = sorted((p for p in points if p.estimate.value is not None), key=lambda p: p.estimate.value or 0.0)
    if not told:
        return f"No {noun} has enough scored interactions for a number"
    first = told[0]
    said = f"{first.label} is the lowest {noun}, at {words.value(first.estimate)}"
    return said + _closeness(first, told[1]) if len(told) > 1 else said


def largest(points: Sequence[Point], total: Estimate | None) -> str:
    """Which element holds the most points, out of how many."""
    told = sorted(
        (p for p in points if p.estimate.value is not None), key=lambda p: -(p.estimate.value or 0.0)
    )
    if not told:
        return "Too little is scored to tell where the points are lost"
    first = told[0]
    of = ""
    if total is not None and total.value is not None:
        of = f" of the {words.number(100 - total.value)} missing to 100"
    said = f"{first.label} loses the most: {words.value(first.estimate)} points{of}"
    return said + _closeness(first, told[1]) if len(told) > 1 else said


def over_time(points: Sequence[Point]) -> str:
    """First against last month, in words the two intervals allow."""
    told = [p for p in points if p.estimate.value is not None]
    if len(told) < 2:
        return "One month alone carries a number so far"
    first, last = told[0], told[-1]
    a, b = first.estimate, last.estimate
    way = f"from {words.value(a)} in {first.label} to {words.value(b)} in {last.label}"
    if None in (a.low, a.high, b.low, b.high):
        return f"By month, {way}"
    if (b.low or 0) > (a.high or 0):
        return f"Clearly up: {way}"
    if (b.high or 0) < (a.low or 0):
        return f"Clearly down: {way}"
    return f"{first.label} to {last.label}: cannot tell whether it moved"


def apart(scope: Scope, dimension: str, name: str) -> str:
    """Which groups stand apart after false discoveries are controlled; none is a message too."""
    found = [
        f
        for f in scope.findings.findings
        if f.kind == "difference" and any(g.dimension == dimension for g in f.groups)
    ]
    if found:
        more = f", and {len(found) - 1} more apart" if len(found) > 1 else ""
        return found[0].title.rstrip(".") + more
    return f"No {name} stands apart from the rest beyond chance"


def _closeness(first: Point, second: Point) -> str:
    a, b = first.estimate, second.estimate
    if None in (a.low, a.high, b.low, b.high):
        return ""
    overlap = (a.low or 0) <= (b.high or 0) and (b.low or 0) <= (a.high or 0)
    return f" — too close to {second.label} to tell apart" if overlap else ""
