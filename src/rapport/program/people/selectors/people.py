"""Who there is, and who was asked to join."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone

from rapport.program.people.actor import Actor, Grant
from rapport.program.people.models import Invitation, User
from rapport.program.people.permissions import Permission
from rapport.program.people.plain import Invited, Person


def people_list(actor: Actor) -> list[Person]:
    """Everybody with an account, by name. Raises NotAllowedError."""
    actor.require(Permission.PEOPLE_READ)
    return [_person(user) for user in User.objects.prefetch_related("grants").order_by("name", "email")]


def person(actor: Actor, user_id: str) -> Person | None:
    """One person, or None when there is none. Everybody may read their own. Raises NotAllowedError."""
    if user_id != actor.user_id:
        actor.require(Permission.PEOPLE_READ)
    try:
        user = User.objects.prefetch_related("grants").filter(pk=user_id).first()
    except ValidationError:
        return None
    return None if user is None else _person(user)


def invitations_open(actor: Actor) -> list[Invited]:
    """Invitations that nobody has taken up, the newest first. Raises NotAllowedError."""
    actor.require(Permission.PEOPLE_MANAGE)
    now = timezone.now()
    return [
        Invited(
            id=str(row.pk),
            email=row.email,
            name=row.name,
            grants=tuple(Grant(**role) for role in row.roles),
            invited_by=row.invited_by,
            created_at=row.created_at,
            expires_at=row.expires_at,
            expired=row.expires_at <= now,
        )
        for row in Invitation.objects.filter(accepted_at=None, withdrawn_at=None).order_by("-created_at")
    ]


def _person(user: User) -> Person:
    grants = (Grant(one.role, one.team) for one in user.grants.all())
    return Person(
        user_id=str(user.pk),
        email=user.email,
        name=user.name,
        agent_id=user.agent_id,
        active=user.is_active,
        grants=tuple(sorted(grants, key=lambda one: (one.role, one.team or ""))),
        last_seen_at=user.last_login,
        time_zone=user.time_zone,
    )
