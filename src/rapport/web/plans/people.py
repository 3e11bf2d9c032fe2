"""Whom a plan or an initiative can be given to."""

from __future__ import annotations

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import ROLES, Permission
from rapport.program.people.selectors import people_list


def owners(actor: Actor) -> tuple[tuple[str, str], ...]:
    """(account, name) of those who may read plans; who does not see people can name themselves only."""
    if not actor.may(Permission.PEOPLE_READ):
        return ((actor.user_id, actor.name),) if actor.user_id else ()
    return tuple(
        (one.user_id, one.name or one.email)
        for one in people_list(actor)
        if any(Permission.PLANS_READ in ROLES[grant.role].permissions for grant in one.grants)
    )
