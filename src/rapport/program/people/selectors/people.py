"""The list of people."""

from __future__ import annotations

from rapport.program.people.actor import Actor, Grant
from rapport.program.people.models import User
from rapport.program.people.permissions import Permission
from rapport.program.people.plain import Person


def people_list(actor: Actor) -> list[Person]:
    """Everybody with an account, by name. Raises NotAllowedError."""
    actor.require(Permission.PEOPLE_READ)
    users = User.objects.prefetch_related("grants").order_by("name", "email")
    return [
        Person(
            user_id=str(user.pk),
            email=user.email,
            name=user.name,
            agent_id=user.agent_id,
            active=user.is_active,
            grants=tuple(
                sorted(
                    (Grant(one.role, one.team) for one in user.grants.all()),
                    key=lambda one: (one.role, one.team or ""),
                )
            ),
            last_seen_at=user.last_login,
        )
        for user in users
    ]
