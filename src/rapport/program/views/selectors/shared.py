"""Views that were shared."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.views.models import SharedView
from rapport.program.views.plain import SharedFacts

MOST = 200


def shared_views(actor: Actor) -> list[SharedFacts]:
    """One's own links, or everybody's for who manages people, newest first."""
    actor.require(Permission.VIEWS_SHARE)
    rows = SharedView.objects.select_related("user").order_by("-created_at")
    if not actor.may(Permission.PEOPLE_MANAGE):
        rows = rows.filter(user_id=actor.user_id)
    return [_facts(row) for row in rows[:MOST]]


def shared_view(shared: str) -> SharedFacts | None:
    """One link that still works, for whoever holds it: the link itself is the right to it."""
    try:
        row = SharedView.objects.select_related("user").filter(pk=shared).first()
    except ValidationError:
        return None
    found = None if row is None else _facts(row)
    return found if found is not None and found.open else None


def _facts(row: SharedView) -> SharedFacts:
    return SharedFacts(
        id=str(row.pk),
        user_id=str(row.user_id),
        by=str(row.user),
        title=row.title,
        dashboard=row.dashboard,
        query=dict(row.query),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        opened=row.opened,
        opened_at=row.opened_at,
        expired=row.expires_at <= timezone.now(),
    )
