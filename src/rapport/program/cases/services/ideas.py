"""What employees suggested: what became of it is said to who made it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rapport.program.cases.errors import CaseError
from rapport.program.cases.models import Suggestion
from rapport.program.cases.plain import SUGGESTED
from rapport.program.hooks.services import announce
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change

LONGEST = 5_000


@transaction.atomic
def suggestion_make(actor: Actor, text: str, team: str | None = None) -> str:
    """Somebody who serves customers suggests something, without a case → its id.

    Raises NotAllowedError or CaseError.
    """
    if not (actor.may(Permission.COACHING_OWN) or actor.may(Permission.CASES_WORK)):
        raise NotAllowedError(Permission.COACHING_OWN, actor.name)
    if not text.strip() or len(text) > LONGEST:
        raise CaseError("A suggestion says something", "text", f"Write it in under {LONGEST:,} characters.")
    made = Suggestion.objects.create(text=text.strip(), by=actor.name, user_id=actor.user_id, team=team)
    announce("suggestion.made", {"suggestion": str(made.pk), "team": team})
    log_change(actor, "suggestion.make", "suggestion", str(made.pk))
    return str(made.pk)


@transaction.atomic
def suggestion_answer(actor: Actor, suggestion: str, state: str, answer: str = "") -> None:
    """Says what became of a suggestion; one that is not taken up needs a reason.

    Raises NotAllowedError or CaseError.
    """
    actor.require(Permission.CASES_LEAD)
    try:
        found = Suggestion.objects.select_for_update(of=("self",)).filter(pk=suggestion).first()
    except ValidationError:
        found = None
    if found is None:
        raise CaseError("There is no such suggestion", None, "Look at the list again.")
    if state not in SUGGESTED:
        raise CaseError(f"A suggestion cannot be {state!r}", "state", "Choose one of the list.")
    if state == Suggestion.NOT_TAKEN and not answer.strip():
        raise CaseError("Not taking it up needs a reason", "answer", "Say why, to who made it.")
    before, found.state = found.state, state
    found.answer, found.answered_by, found.answered_at = answer.strip()[:5000], actor.name, timezone.now()
    found.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    announce("suggestion.answered", {"suggestion": suggestion, "state": state, "team": found.team})
    log_change(actor, "suggestion.answer", "suggestion", suggestion, before=before, after=state)
