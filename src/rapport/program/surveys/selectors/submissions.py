"""Submissions on their way to the warehouse. Called by the work that carries them, for nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from rapport.program.surveys.answered import Waiting
from rapport.program.surveys.models import Door, Invitation, Submission

GRACE = timedelta(hours=24)
"""How long a form that was begun in time is still taken."""
OPEN_FORM = timedelta(days=7)
"""How long a form that somebody began by a way in can be gone on with."""


def submissions_due() -> bool:
    """Whether any complete submission waits to be carried to the warehouse."""
    return bool(Submission.objects.filter(published_at=None, completed_at__isnull=False).exists())


def submissions_waiting(limit: int) -> list[Waiting]:
    """The complete ones that wait, those that came first before."""
    return _told(Submission.objects.filter(published_at=None, completed_at__isnull=False), limit)


def submissions_left(now: datetime, limit: int) -> list[Waiting]:
    """Those that were begun and can be gone on with no more: what was answered of them counts as partial."""
    ended = Invitation.objects.filter(pk=OuterRef("invitation_id"), expires_at__gt=now - GRACE)
    rows = Submission.objects.filter(published_at=None, completed_at=None)
    by_door = rows.filter(invitation_id=None, received_at__lt=now - OPEN_FORM - GRACE)
    by_invitation = rows.filter(~Exists(ended), invitation_id__isnull=False, received_at__lt=now - GRACE)
    found = _told(by_invitation, limit)
    return found + (_told(by_door, limit - len(found)) if len(found) < limit else [])


def _told(rows: QuerySet[Submission], limit: int) -> list[Waiting]:
    found = list(rows.order_by("received_at", "key")[:limit])
    invitations = Invitation.objects.in_bulk([one.invitation_id for one in found if one.invitation_id])
    doors = Door.objects.in_bulk({one.door_id for one in found if one.door_id})
    return [_waiting(one, invitations.get(one.invitation_id), doors.get(one.door_id)) for one in found]


def _waiting(row: Submission, by: Invitation | None, door: Door | None) -> Waiting:
    known: dict[str, Any] = row.known
    source: Any = by if by is not None else door
    return Waiting(
        key=row.key,
        version=row.version_id,
        answers=row.answers,
        seconds=row.seconds,
        language=row.language,
        channel=by.channel if by else row.channel,
        started_at=row.started_at,
        received_at=row.received_at,
        completed_at=row.completed_at,
        customer_id=by.customer_id if by else known.get("customer.id", ""),
        interaction_id=by.interaction_id if by else known.get("interaction.id", ""),
        touchpoint=source.touchpoint if source is not None else "",
        facts={**source.facts, **known} if source is not None else known,
        about=_of_invitation(by) if by else {"door": door.pk, "door_kind": door.kind} if door else {},
        ends_at=by.expires_at if by else _over(door),
        facts_gone=row.invitation_id is not None and _emptied(by),
    )


def _emptied(invitation: Invitation | None) -> bool:
    return invitation is None or (not invitation.facts and invitation.state not in Invitation.OPEN)


def _over(door: Door | None) -> datetime | None:
    ends = [one for one in (door.closes_at, door.closed_at) if one is not None] if door else []
    return min(ends, default=None)


def _of_invitation(row: Invitation) -> dict[str, str]:
    chance = row.inclusion_probability
    told = {
        "invitation": str(row.pk),
        "programme": row.programme,
        "arm": row.arm,
        "stratum": row.stratum,
        "inclusion_probability": "" if chance is None else repr(chance),
        "team": row.team,
        "agent_id": row.agent_id,
    }
    return {name: value for name, value in told.items() if value}
