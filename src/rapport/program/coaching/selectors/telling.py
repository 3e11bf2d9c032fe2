"""What associates are to be told; for the worker, on nobody's behalf."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rapport.program.coaching.models import CoachingSession, Praise
from rapport.program.people.models import User


def coaching_to_tell(since: datetime) -> Iterator[tuple[str, str, str]]:
    """("held" or "praise", its id, account of the associate)."""
    accounts = dict(User.objects.filter(is_active=True).exclude(agent_id=None).values_list("agent_id", "pk"))
    held = CoachingSession.objects.filter(held_at__gte=since, acknowledged_at=None)
    for session, agent in held.values_list("pk", "agent_id")[:5000]:
        if agent in accounts:
            yield "held", str(session), str(accounts[agent])
    for praise, agent in Praise.objects.filter(created_at__gte=since).values_list("pk", "agent_id")[:5000]:
        if agent in accounts:
            yield "praise", str(praise), str(accounts[agent])
