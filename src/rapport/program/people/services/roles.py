"""Gives and takes roles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from rapport.program.people.actor import Actor, Grant
from rapport.program.people.errors import PeopleError
from rapport.program.people.models import RoleGrant, User
from rapport.program.people.permissions import ROLES, Permission, Sight
from rapport.program.people.services.log import log_change


def check_grants(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """Known roles, each once, with a team exactly where the role is about teams. Raises PeopleError."""
    found = tuple(sorted(set(grants), key=lambda one: (one.role, one.team or "")))
    for one in found:
        if one.role not in ROLES:
            raise PeopleError(f"Unknown role {one.role!r}", "role", f"Use one of {', '.join(ROLES)}.")
        about_teams = ROLES[one.role].sight is Sight.TEAMS
        if about_teams and not (one.team or "").strip():
            raise PeopleError(f"A {ROLES[one.role].title.lower()} needs a team", "team", "Name the team.")
        if not about_teams and one.team is not None:
            title = ROLES[one.role].title
            raise PeopleError(f"{title} is not held for a team", "team", "Leave the team out.")
    return found


@transaction.atomic
def grants_set(actor: Actor, user_id: str, grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """Makes these the roles of a person, and no others.

    Raises NotAllowedError, or PeopleError for an unknown role or person, or when nobody would be left
    to manage people.
    """
    actor.require(Permission.PEOPLE_MANAGE)
    wanted = check_grants(grants)
    user = find_user(user_id)
    before = [plain(Grant(one.role, one.team)) for one in user.grants.order_by("role", "team")]
    write_grants(user, wanted)
    somebody_manages()
    log_change(actor, "roles.set", "person", str(user.pk), before=before, after=[*map(plain, wanted)])
    return wanted


def write_grants(user: User, grants: Iterable[Grant]) -> None:
    """Stores these and no others."""
    user.grants.all().delete()
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=one.role, team=one.team) for one in grants)


def somebody_manages() -> None:
    """Raises PeopleError when no active person is an administrator any more."""
    if not RoleGrant.objects.filter(role="administrator", user__is_active=True).exists():
        raise PeopleError(
            "Nobody would be left who manages people", None, "Make somebody else an administrator first."
        )


def find_user(user_id: str) -> User:
    """The person, locked where the database can. Raises PeopleError."""
    try:
        user: User = User.objects.select_for_update().get(pk=user_id)
    except (User.DoesNotExist, ValidationError):
        raise PeopleError(f"There is no person {user_id}", None, "Look at the list of people.") from None
    return user


def plain(grant: Grant) -> dict[str, Any]:
    """A role as the log shows it."""
    return {"role": grant.role, "team": grant.team}
