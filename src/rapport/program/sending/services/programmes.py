"""Makes programmes, changes them, switches them on and off."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.sending.checking import check_hours, check_name, check_plan, kept
from rapport.program.sending.errors import ProgrammeError
from rapport.program.sending.models import Programme, ProgrammeVersion
from rapport.program.sending.plain import Plan
from rapport.program.sending.services.rules import rules_now
from rapport.program.surveys.models import Invitation, SurveyVersion


@transaction.atomic
def programme_create(actor: Actor, *, name: str, title: str, plan: Plan, now: datetime) -> str:
    """A programme, switched off → its id. Raises NotAllowedError, ProgrammeError."""
    actor.require(Permission.SURVEYS_EDIT)
    _check(name, title, plan)
    check_hours(plan, rules_now())
    if Programme.objects.filter(pk=name).exists():
        raise ProgrammeError(f"There is a programme {name} already", "name", "Choose another name.")
    row = Programme.objects.create(id=name, title=title.strip(), created_by=actor.name, created_at=now)
    ProgrammeVersion.objects.create(programme=row, number=1, plan=kept(plan), by=actor.name, at=now)
    log_change(actor, "programme.create", "programme", name, after=kept(plan))
    return name


@transaction.atomic
def programme_change(
    actor: Actor, programme_id: str, *, title: str, plan: Plan, number: int, now: datetime
) -> int:
    """Saves its next version → the version's number. What was planned already stays as it is.

    `number` is the version that was changed. Raises NotAllowedError, ProgrammeError, also when somebody else
    saved another meanwhile.
    """
    actor.require(Permission.SURVEYS_EDIT)
    _check(programme_id, title, plan)
    check_hours(plan, rules_now())
    row = _programme(programme_id)
    if row.number != number:
        who = row.versions.get(number=row.number).by
        raise ProgrammeError(
            f"{who} saved version {row.number} meanwhile", "number", "Look at it, then change it again."
        )
    before = row.versions.get(number=number).plan
    row.number, row.title = number + 1, title.strip()
    row.save(update_fields=["number", "title"])
    try:
        ProgrammeVersion.objects.create(
            programme=row, number=row.number, plan=kept(plan), by=actor.name, at=now
        )
    except IntegrityError:
        raise ProgrammeError("Somebody else saved it just now", "number", "Look, then change it.") from None
    log_change(actor, "programme.change", "programme", programme_id, before=before, after=kept(plan))
    return int(row.number)


@transaction.atomic
def programme_switch(actor: Actor, programme_id: str, *, on: bool, now: datetime) -> None:
    """On: asks about what happens from now on. Off: nothing more is planned, and what waits is not sent.

    Raises NotAllowedError; ProgrammeError when its survey has no version that can be answered.
    """
    actor.require(Permission.SURVEYS_EDIT)
    row = _programme(programme_id)
    if on == (row.running_since is not None):
        return
    if on and newest_version(row.versions.get(number=row.number).plan) is None:
        raise ProgrammeError("Its survey has no open version", "survey", "Publish one first.")
    row.running_since = now if on else None
    row.read_at, row.read_key, row.data_version = None, "", 0
    row.save(update_fields=["running_since", "read_at", "read_key", "data_version"])
    if not on:
        waiting = Invitation.objects.filter(programme=programme_id, state=Invitation.WAITING)
        off = "the programme was switched off"
        waiting.update(state=Invitation.CANCELLED, reason=off, address="", facts={})
    log_change(actor, f"programme.{'start' if on else 'stop'}", "programme", programme_id)


@transaction.atomic
def programme_archive(actor: Actor, programme_id: str, now: datetime) -> None:
    """Puts it away; its invitations and numbers stay. Raises NotAllowedError."""
    programme_switch(actor, programme_id, on=False, now=now)
    row = _programme(programme_id)
    row.archived_at = now
    row.save(update_fields=["archived_at"])
    log_change(actor, "programme.archive", "programme", programme_id)


def newest_version(plan: dict[str, object]) -> int | None:
    """The primary key of the version that a kept plan asks with now; None when none is open."""
    rows = SurveyVersion.objects.filter(
        survey_id=plan["survey"], closed_at=None, survey__archived_at=None
    ).order_by("-number")
    if plan.get("version"):
        rows = rows.filter(number=plan["version"])
    found: int | None = rows.values_list("pk", flat=True).first()
    return found


def _programme(programme_id: str) -> Programme:
    row: Programme | None = (
        Programme.objects.select_for_update().filter(pk=programme_id, archived_at=None).first()
    )
    if row is None:
        raise ProgrammeError(f"There is no programme {programme_id}", None, "Choose one of the list.")
    return row


def _check(name: str, title: str, plan: Plan) -> None:
    check_name(name)
    check_plan(plan)
    if not title.strip() or len(title) > 200:
        raise ProgrammeError("It has no title", "title", "Say in a few words whom it asks when.")
