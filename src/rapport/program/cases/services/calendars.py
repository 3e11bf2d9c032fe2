"""Secret addresses under which calendars read when somebody's cases and steps of plans are due."""

from __future__ import annotations

from django.db import transaction

from rapport.program.cases.errors import CaseError
from rapport.program.cases.models import CalendarLink
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.people.services.secret import new_secret


@transaction.atomic
def calendar_make(actor: Actor) -> str:
    """A new secret, shown this once; the one before stops. Raises NotAllowedError or CaseError."""
    _require(actor)
    if actor.user_id is None:
        raise CaseError("A calendar is a person's", None, "Sign in first.")
    secret, digest = new_secret("cal")
    CalendarLink.objects.filter(user_id=actor.user_id).delete()
    CalendarLink.objects.create(user_id=actor.user_id, digest=digest)
    log_change(actor, "calendar.make", "calendar", actor.user_id)
    return secret


@transaction.atomic
def calendar_stop(actor: Actor) -> None:
    """The secret opens nothing any more. Raises NotAllowedError."""
    _require(actor)
    gone, _ = CalendarLink.objects.filter(user_id=actor.user_id).delete()
    if gone:
        log_change(actor, "calendar.stop", "calendar", str(actor.user_id))


def _require(actor: Actor) -> None:
    """Who works on cases has due dates, and who may own plans and their steps."""
    if not (actor.may(Permission.CASES_WORK) or actor.may(Permission.PLANS_READ)):
        raise NotAllowedError(Permission.CASES_WORK, actor.name)
