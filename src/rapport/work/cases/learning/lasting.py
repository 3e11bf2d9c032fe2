"""How long cases take, those that are still open counted as what they are: not over yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapport.measures import Estimate
from rapport.measures.loyalty import kaplan_meier
from rapport.program.judging.business_days import BusinessHours

HOUR = 3600.0
BANDS = (("up to 8 hours", 8.0), ("8 to 24 hours", 24.0), ("24 to 40 hours", 40.0), ("longer", float("inf")))
MARKS = (4.0, 8.0, 24.0, 40.0)
"""Business hours of which it is told how many were done by then."""
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Aged:
    """Open cases of one age in business hours, and how many of them are overdue."""

    title: str
    cases: int
    overdue: int


@dataclass(frozen=True)
class Lasting:
    """The median in business hours, and the share done within some of them."""

    median: Estimate
    done_within: tuple[tuple[float, Estimate], ...]


def open_hours(rows: Sequence[Row], hours: BusinessHours, now: datetime) -> list[float | None]:
    """For every case how many business hours it is open by now; None for a closed one."""
    open_now = [one["opened_at"] for one in rows if one["state"] != "closed"]
    passed = iter(hours.between_each(open_now, now))
    return [next(passed).total_seconds() / HOUR if one["state"] != "closed" else None for one in rows]


def ageing(rows: Sequence[Row], still: Sequence[float | None], now: datetime) -> tuple[Aged, ...]:
    """The open cases by how long they are open."""
    counts = {title: [0, 0] for title, _ in BANDS}
    for one, open_for in zip(rows, still, strict=True):
        if open_for is not None:
            title = next(name for name, most in BANDS if open_for <= most)
            counts[title][0] += 1
            counts[title][1] += one["due_at"] < now
    return tuple(Aged(title, cases, late) for title, (cases, late) in counts.items())


def first_touch(rows: Sequence[Row], still: Sequence[float | None], level: float) -> Lasting:
    """From opening to the first call or e-mail that reached the customer; a case that was closed without any
    was followed until then."""

    def followed(one: Row, open_for: float | None) -> tuple[float, bool] | None:
        if one["touch_s"] is not None:
            return one["touch_s"] / HOUR, True
        if open_for is not None:
            return open_for, False
        return None if one["resolution_s"] is None else (one["resolution_s"] / HOUR, False)

    return _lasting(rows, still, followed, level)


def resolution(rows: Sequence[Row], still: Sequence[float | None], level: float) -> Lasting:
    """From opening to closing; open cases were followed until now."""

    def followed(one: Row, open_for: float | None) -> tuple[float, bool] | None:
        if open_for is not None:
            return open_for, False
        return None if one["resolution_s"] is None else (one["resolution_s"] / HOUR, True)

    return _lasting(rows, still, followed, level)


def _lasting(
    rows: Sequence[Row],
    still: Sequence[float | None],
    followed: Callable[[Row, float | None], tuple[float, bool] | None],
    level: float,
) -> Lasting:
    found = [followed(one, open_for) for one, open_for in zip(rows, still, strict=True)]
    pairs = [one for one in found if one is not None]
    curve = kaplan_meier([time for time, _ in pairs], [over for _, over in pairs], level)
    within = tuple((mark, _done(curve.at(mark))) for mark in MARKS)
    return Lasting(curve.median, within)


def _done(left: Estimate) -> Estimate:
    """The share that is over by then, from the share that is not. Where none is left the formula gives an
    interval of no width, which is none: other cases may take longer."""
    if left.value is None:
        return left
    if left.low == left.high:
        return left.with_(value=1 - left.value, low=None, high=None)
    low = None if left.high is None else 1 - left.high
    high = None if left.low is None else 1 - left.low
    return left.with_(value=1 - left.value, low=low, high=high)
