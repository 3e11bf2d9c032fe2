"""How often one customer may be asked: decided by plain data alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.program.sending.plain import FOLLOW_UP, RELATIONSHIP, Rules


@dataclass(frozen=True, slots=True)
class Ask:
    """One invitation of a customer: when it was sent, or is going to be. `open`: it still waits for an
    answer. `key` is the invitation's."""

    kind: str
    at: datetime
    open: bool = False
    key: str = ""


def held_back(kind: str, at: datetime, others: Iterable[Ask], rules: Rules) -> str:
    """Why nobody may be asked at this time, given the customer's other invitations; nothing if they may.

    A follow-up on a customer's own case is not held back by the days between surveys, as it closes what
    they began; it counts for those that come after it, and has days of its own.
    """
    past = list(others)
    if any(one.open for one in past):
        return "has_open"
    if kind == FOLLOW_UP:
        mine = [one for one in past if one.kind == FOLLOW_UP]
        return "follow_up_lately" if _near(mine, at, rules.follow_up_days) else ""
    if _near(past, at, rules.days):
        return "asked_lately"
    if kind == RELATIONSHIP:
        mine = [one for one in past if one.kind == RELATIONSHIP]
        return "relationship_lately" if _near(mine, at, rules.relationship_days) else ""
    return ""


def horizon(rules: Rules) -> timedelta:
    """How far back invitations can matter."""
    return timedelta(days=max(rules.days, rules.relationship_days, rules.follow_up_days))


def _near(past: Iterable[Ask], at: datetime, days: int) -> bool:
    return any(abs(at - one.at) < timedelta(days=days) for one in past)
