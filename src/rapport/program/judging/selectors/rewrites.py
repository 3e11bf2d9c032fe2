"""Rules that are to be written anew."""

from __future__ import annotations

from rapport.program.judging.models import Rewrite as Row
from rapport.program.judging.plain import Rewrite
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission


def rewrites(actor: Actor, criteria_id: str, *, ended: bool = False) -> list[Rewrite]:
    """Notes on criteria of this id, the newest first; open ones, or those that ended. NotAllowedError."""
    actor.require(Permission.CRITERIA_READ)
    rows = Row.objects.filter(criteria__criteria_id=criteria_id).select_related("criteria")
    rows = rows.exclude(state=Row.OPEN) if ended else rows.filter(state=Row.OPEN)
    return [
        Rewrite(
            id=str(row.pk),
            criteria=str(row.criteria),
            element=row.element,
            rule=row.rule,
            text=row.text,
            state=row.state,
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            session=str(row.session_id) if row.session_id else None,
            closed_by=row.closed_by,
        )
        for row in rows.order_by("-asked_at")[:200]
    ]
