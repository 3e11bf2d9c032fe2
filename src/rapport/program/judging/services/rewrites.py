"""Rules that are to be written anew."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.criteria import Criteria
from rapport.program.audits.services.criteria import criteria_use
from rapport.program.judging.errors import JudgingError
from rapport.program.judging.models import Rewrite, Session
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change


@transaction.atomic
def rewrite_ask(
    actor: Actor,
    criteria: Criteria,
    element: str,
    rule: str,
    text: str,
    session_id: str | None = None,
) -> str:
    """Notes that a rule needs other words → the note's id; the note that is open already, if there is one.

    Raises JudgingError for a rule the criteria do not have.
    """
    actor.require(Permission.CALIBRATION_RUN)
    try:
        criteria.element(element).rule(rule)
    except KeyError:
        raise JudgingError(
            f"{criteria.definition} has no rule {element}.{rule}", "rule", "Choose one of its rules."
        ) from None
    version = criteria_use(actor, criteria, scored=False)
    known = {"criteria": version, "element": element, "rule": rule, "state": Rewrite.OPEN}
    facts = {
        "text": text.strip()[:2000],
        "session": Session.objects.filter(pk=session_id).first() if session_id else None,
        "asked_by": actor.name,
        "asked_at": timezone.now(),
    }
    try:
        with transaction.atomic():
            made = Rewrite.objects.create(**known, **facts)
    except IntegrityError:
        return str(Rewrite.objects.get(**known).pk)
    after = {"criteria": criteria.definition, "rule": f"{element}.{rule}"}
    log_change(actor, "rewrite.ask", "rewrite", str(made.pk), after=after)
    return str(made.pk)


@transaction.atomic
def rewrite_end(actor: Actor, rewrite_id: str, *, done: bool) -> None:
    """Closes the note: the rule was written anew, or stays as it is."""
    actor.require(Permission.CALIBRATION_RUN)
    try:
        found = Rewrite.objects.select_for_update().filter(pk=rewrite_id, state=Rewrite.OPEN).first()
    except ValidationError:
        found = None
    if found is None:
        raise JudgingError("There is no such open note", rewrite_id, "Load the page again.")
    found.state = Rewrite.DONE if done else Rewrite.DROPPED
    found.closed_by, found.closed_at = actor.name, timezone.now()
    found.save(update_fields=["state", "closed_by", "closed_at"])
    log_change(actor, "rewrite.end", "rewrite", str(found.pk), after={"state": found.state})
