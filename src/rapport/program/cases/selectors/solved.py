"""Cases that somebody closed, and whether their customers came round."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q

from rapport.program.cases.models import Case
from rapport.program.people.actor import Actor


def solved_by(actor: Actor, since: datetime) -> tuple[int, int, int]:
    """(one's own cases closed since, those that recovered, those whose customer said whether)."""
    if actor.user_id is None:
        return 0, 0, 0
    mine = Case.objects.filter(owner_id=actor.user_id, state=Case.CLOSED, closed_at__gte=since)
    found = mine.exclude(justified=False).aggregate(
        solved=Count("pk"), right=Count("pk", filter=Q(recovered=True)), told=Count("recovered")
    )
    return found["solved"], found["right"], found["told"]
