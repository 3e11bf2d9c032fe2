"""Cases that somebody closed, and whether their customers came round."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from rapport.program.cases.models import Case
from rapport.program.people.actor import Actor


@dataclass(frozen=True)
class SolvedCase:
    """One of one's own. `recovered` is what its customer said, None: nothing."""

    id: uuid.UUID
    title: str
    closed_at: datetime
    recovered: bool | None


def solved_by(actor: Actor, since: datetime) -> tuple[int, int, int]:
    """(one's own cases closed since, those that recovered, those whose customer said whether)."""
    if actor.user_id is None:
        return 0, 0, 0
    found = _solved(actor, since).aggregate(
        solved=Count("pk"), right=Count("pk", filter=Q(recovered=True)), told=Count("recovered")
    )
    return found["solved"], found["right"], found["told"]


def solved_newest(actor: Actor, since: datetime, most: int) -> list[SolvedCase]:
    """One's own cases closed since, the newest first."""
    if actor.user_id is None:
        return []
    rows = _solved(actor, since).order_by("-closed_at", "pk")[:most]
    return [SolvedCase(row.pk, row.title, row.closed_at, row.recovered) for row in rows if row.closed_at]


def _solved(actor: Actor, since: datetime) -> QuerySet[Case]:
    mine = Case.objects.filter(owner_id=actor.user_id, state=Case.CLOSED, closed_at__gte=since)
    return mine.exclude(justified=False)
