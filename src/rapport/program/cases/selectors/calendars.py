"""Whose calendar a secret opens, and what stands in it."""

from __future__ import annotations

from django.utils import timezone

from rapport.program.cases.models import CalendarLink, Case
from rapport.program.cases.plain import CaseLine
from rapport.program.cases.selectors.inbox import line_of
from rapport.program.people.actor import Actor
from rapport.program.people.selectors import actor_of
from rapport.program.people.services.secret import digest_of

MOST = 500


def calendar_of(secret: str) -> tuple[Actor, list[CaseLine]] | None:
    """The person and their own open cases; None for a secret that opens nothing. Holding it is what tells."""
    link = CalendarLink.objects.filter(digest=digest_of(secret), user__is_active=True).first()
    actor = actor_of(str(link.user_id)) if link else None
    if actor is None or not actor.permissions:
        return None
    rows = Case.objects.exclude(state=Case.CLOSED).filter(owner_id=actor.user_id, merged_into=None)
    now = timezone.now()
    found = rows.select_related("root_cause", "helper").order_by("due_at")[:MOST]
    return actor, [line_of(one, now) for one in found]


def has_calendar(actor: Actor) -> bool:
    """Whether this person's calendar has a secret address."""
    rows = CalendarLink.objects.filter(user_id=actor.user_id)
    return actor.user_id is not None and bool(rows.exists())
