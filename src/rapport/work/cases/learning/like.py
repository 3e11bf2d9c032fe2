"""What helped in cases like this one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from rapport.measures import Estimate
from rapport.measures.inference import proportion
from rapport.program.cases.plain import RESOLUTIONS, CaseFacts
from rapport.program.people.actor import Actor

DAY = timedelta(days=1)
LEAST = 3
"""Of fewer cases nothing is said."""
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Helped:
    """One thing that was done, and the share of customers who recovered where it was."""

    what: str
    recovered: Estimate


def like_this(actor: Actor, found: CaseFacts, confidence: float) -> tuple[Helped, ...]:
    """What was done in closed cases of the same concern or root cause, with the share that recovered, the
    best lower bound first. What was done is not what made them recover: it is told as it was."""
    from rapport.program.cases.selectors.learning import cases_like

    rows = cases_like(actor, found.line.kind, found.line.concern, found.cause_id, found.id)
    told = [_helped(name, [one for one in rows if did(one)], confidence) for name, did in acts().items()]
    known = [one for one in told if one is not None]
    return tuple(sorted(known, key=lambda one: -(one.recovered.low or 0.0)))[:4]


def acts() -> dict[str, Callable[[Row], bool]]:
    """What may have been done with a case, as words after "people", and whether it was."""
    found: dict[str, Callable[[Row], bool]] = {
        "called within a day": lambda one: _within(one, "called_at"),
        "wrote within a day": lambda one: _within(one, "mailed_at"),
    }
    return found | {f"closed as “{title.lower()}”": _closed_as(name) for name, title in RESOLUTIONS.items()}


def _closed_as(name: str) -> Callable[[Row], bool]:
    return lambda one: bool(one["resolution"] == name)


def _within(row: Row, name: str) -> bool:
    return row[name] is not None and row[name] - row["opened_at"] <= DAY


def _helped(what: str, rows: list[Row], confidence: float) -> Helped | None:
    if len(rows) < LEAST:
        return None
    return Helped(what, proportion(sum(one["recovered"] for one in rows), len(rows), confidence))
