"""Closes cases, takes them up again, and learns whether the customer came back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from rapport.program.cases.clock import due, kept_settings
from rapport.program.cases.errors import CaseError
from rapport.program.cases.models import Case, RootCause, Suggestion
from rapport.program.cases.plain import RESOLUTIONS, Closing
from rapport.program.cases.services.changing import held, hold_alerts, passed_s, save, still_open
from rapport.program.cases.services.entries import entry_add, publish_later, tell
from rapport.program.hooks.services import announce
from rapport.program.people.actor import TERMINAL, Actor
from rapport.program.people.services.log import log_change

LONGEST = 20_000


@transaction.atomic
def case_close(
    actor: Actor, case_id: str, closing: Closing, version: int, now: datetime | None = None
) -> None:
    """Closes a case with what came of it. Raises NotAllowedError, or CaseError for what is missing."""
    case = held(actor, case_id, version)
    still_open(case)
    cause = _checked(case, closing)
    now = now or timezone.now()
    case.state, case.closed_at, case.holds = Case.CLOSED, now, None
    case.resolution, case.outcome = closing.resolution, closing.outcome.strip()[:LONGEST]
    case.root_cause, case.justified = cause, closing.justified
    case.resolution_s, case.closings = passed_s(case, now), case.closings + 1
    facts = {"resolution": closing.resolution, "justified": closing.justified}
    entry_add(actor, case, "closed", case.outcome, {**facts, "cause": cause.pk if cause else None})
    if closing.suggestion.strip():
        made = Suggestion.objects.create(
            case=case,
            text=closing.suggestion.strip()[:LONGEST],
            by=actor.name,
            user_id=actor.user_id,
            team=case.team,
        )
        announce("suggestion.made", {"suggestion": str(made.pk), "team": case.team})
    _save(case)
    tell(case, "case.closed", resolution=case.resolution, justified=case.justified)
    publish_later(case)
    log_change(actor, "case.close", "case", case_id, after=facts)


@transaction.atomic
def case_reopen(actor: Actor, case_id: str, reason: str, version: int, now: datetime | None = None) -> None:
    """Takes up a closed case again; what its closing said stays in the log. It is due as if it began now:
    what was late before is over, and who was asked to help then is free, unless they take it up themselves.

    Raises NotAllowedError or CaseError.
    """
    case = held(actor, case_id, version)
    if case.state != Case.CLOSED or case.merged_into_id is not None:
        raise CaseError("This case is not closed", None, "Look at the page again.")
    if not reason.strip():
        raise CaseError("Taking it up again needs a reason", "reason", "Say what is still to do.")
    case.state, case.closed_at, case.resolution_s = Case.IN_PROGRESS, None, None
    case.resolution, case.outcome, case.root_cause, case.justified = "", "", None, None
    case.recovered = case.recovery_value = case.recovery_at = None
    case.due_at, case.overdue_at = due(kept_settings(), case.urgency, now or timezone.now()), None
    if case.helper_id is None or str(case.helper_id) != actor.user_id:
        case.helper = None
    entry_add(actor, case, "reopened", reason[:LONGEST])
    _save(case, "due_at", "overdue_at", "helper")
    hold_alerts(case)
    tell(case, "case.reopened")
    publish_later(case)
    log_change(actor, "case.reopen", "case", case_id)


@transaction.atomic
def recovery_answered(
    case_id: str, value: float, at: datetime, *, recovered: bool | None = None, actor: Actor = TERMINAL
) -> bool:
    """Keeps what the customer said about how it was put right, `value` on the follow-up question's scale;
    `recovered` says what it means, by default whether it is above 0 → whether it counted.

    The newest answer stands. An answer to a case that was taken up again meanwhile does not count.
    """
    case = held(actor, case_id)
    older = case.recovery_at is not None and case.recovery_at >= at
    if case.state != Case.CLOSED or older or (case.closed_at is not None and at < case.closed_at):
        return False
    case.recovered = value > 0 if recovered is None else recovered
    case.recovery_value, case.recovery_at = value, at
    entry_add(actor, case, "recovery", facts={"value": value, "recovered": case.recovered})
    save(case, "recovered", "recovery_value", "recovery_at")
    tell(case, "case.answered", recovered=case.recovered, value=value)
    publish_later(case)
    log_change(actor, "case.recovery", "case", case_id, after={"recovered": case.recovered})
    return True


def _checked(case: Case, closing: Closing) -> RootCause | None:
    """The root cause that was named. Raises CaseError."""
    if closing.resolution not in RESOLUTIONS:
        raise CaseError("A case is closed with what came of it", "resolution", "Choose one of the list.")
    if closing.justified is None:
        raise CaseError(
            "It is not said whether the alert was right", "justified", "Say justified or false alarm."
        )
    known = RootCause.objects.filter(retired_at=None)
    cause = known.filter(pk=closing.cause).first() if closing.cause else None
    if closing.cause and cause is None:
        raise CaseError("This root cause is not there any more", "cause", "Choose another.")
    if cause is None and case.kind == "problem" and closing.justified and known.exists():
        raise CaseError("A problem that was one has a root cause", "cause", "Choose the nearest.")
    return cause


def _save(case: Case, *others: str) -> None:
    save(
        case, "state", "closed_at", "holds", "resolution", "outcome", "root_cause", "justified",
        "resolution_s", "closings", "recovered", "recovery_value", "recovery_at", *others,
    )  # fmt: skip
