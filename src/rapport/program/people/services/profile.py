"""What people say of themselves, and who an account is among the agents."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.db import IntegrityError, transaction

from rapport.program.people.actor import Actor
from rapport.program.people.errors import PeopleError
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.people.services.roles import find_user


@transaction.atomic
def profile_set(actor: Actor, *, name: str, time_zone: str) -> None:
    """One's own name and time zone ("" for the home's). Raises PeopleError."""
    if actor.user_id is None:
        raise PeopleError("The terminal has no profile", None, "Sign in.")
    if not name.strip():
        raise PeopleError("The name is empty", "name", "Write your name.")
    if time_zone and time_zone not in available_timezones():
        raise PeopleError(
            f"Unknown time zone {time_zone[:60]!r}", "time_zone", "Use a name like Europe/Berlin."
        )
    user = find_user(actor.user_id)
    before = {"name": user.name, "time_zone": user.time_zone}
    user.name, user.time_zone = name.strip()[:200], time_zone
    user.save(update_fields=["name", "time_zone"])
    after = {"name": user.name, "time_zone": user.time_zone}
    if before != after:
        log_change(actor, "profile.set", "person", str(user.pk), before=before, after=after)


@transaction.atomic
def person_set_agent(actor: Actor, user_id: str, agent_id: str) -> None:
    """Says which agent of the interactions this person is ("" for none).

    Raises NotAllowedError, or PeopleError when another account is that agent.
    """
    actor.require(Permission.PEOPLE_MANAGE)
    user = find_user(user_id)
    before, user.agent_id = user.agent_id, agent_id.strip()[:500] or None
    if before == user.agent_id:
        return
    try:
        with transaction.atomic():
            user.save(update_fields=["agent_id"])
    except IntegrityError:
        raise PeopleError(
            f"Another account is agent {agent_id!r} already", "agent_id", "Take it from that account first."
        ) from None
    log_change(
        actor,
        "agent.set",
        "person",
        str(user.pk),
        before={"agent_id": before},
        after={"agent_id": user.agent_id},
    )
