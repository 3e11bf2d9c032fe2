"""Disputes: raised by who was scored, decided by somebody else than who scored."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from rapport.criteria import parse_criteria
from rapport.program.audits.models import Evaluation
from rapport.program.audits.services.evaluators import evaluators_of_accounts
from rapport.program.hooks.services import announce
from rapport.program.judging.business_days import end_of_business_day
from rapport.program.judging.errors import JudgingError
from rapport.program.judging.models import Dispute, Task
from rapport.program.judging.selectors.disputes import REASONS, contestable, dispute_rows
from rapport.program.judging.selectors.rescorers import rescorers_of
from rapport.program.judging.services.ask import Asked, tasks_ask, tasks_withdraw
from rapport.program.judging.tasks import RESCORE
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change

DISPUTE = "dispute"
RAISE_DAYS, ANSWER_DAYS = 10, 5


@transaction.atomic
def dispute_raise(
    actor: Actor,
    evaluation: str,
    element: str,
    reason: str,
    text: str,
    zone: ZoneInfo,
    *,
    now: datetime | None = None,
) -> str:
    """Contests a live evaluation of one's own (or one's team's) interaction → the dispute's id.

    `element` empty: the evaluation as a whole. It can be done until ten business days after the
    evaluation; the answer is due five business days after the dispute.

    Raises NotAllowedError, or JudgingError: nothing one may contest, too late, contested already.
    """
    actor.require(Permission.DISPUTES_RAISE)
    moment = now or timezone.now()
    found = contestable(actor, evaluation)
    if found is None:
        raise JudgingError("There is no such evaluation of yours", None, "Look at your evaluations.")
    _check(found, element, reason, text)
    if moment > end_of_business_day(found.submitted_at, RAISE_DAYS, zone):
        raise JudgingError(
            f"This evaluation is older than {RAISE_DAYS} business days",
            None,
            "Speak with your manager or the QA lead.",
        )
    try:
        with transaction.atomic():
            made = Dispute.objects.create(
                evaluation=found,
                element=element,
                reason=reason,
                text=text.strip(),
                raised_by=actor.name,
                raised_by_user=actor.user_id,
                agent_id=found.agent_id,
                team=found.team,
                raised_at=moment,
                answer_due_at=end_of_business_day(moment, ANSWER_DAYS, zone),
            )
    except IntegrityError:
        raise JudgingError(
            "This evaluation is contested already",
            None,
            "Read the answer under Disputes, or wait for it; a dispute can be withdrawn until it is decided.",
        ) from None
    after = {"evaluation": str(found.pk), "element": element, "reason": reason}
    log_change(actor, "dispute.raise", DISPUTE, str(made.pk), after=after)
    announce("dispute.opened", {"dispute": str(made.pk), **after}, about=found.interaction_id)
    return str(made.pk)


@transaction.atomic
def dispute_take(actor: Actor, dispute_id: str) -> None:
    """Begins to look at a dispute: everybody sees who does."""
    row = _to_decide(actor, dispute_id)
    row.state, row.reviewer = Dispute.REVIEW, actor.name
    row.save(update_fields=["state", "reviewer"])
    log_change(actor, "dispute.take", DISPUTE, str(row.pk))


@transaction.atomic
def dispute_uphold(actor: Actor, dispute_id: str, outcome: str) -> None:
    """The evaluation stands; the words say why."""
    row = _to_decide(actor, dispute_id)
    _decide(actor, row, Dispute.UPHELD, outcome)


@transaction.atomic
def dispute_accept(actor: Actor, dispute_id: str, outcome: str, rescorer: str) -> None:
    """The dispute is right: somebody who knows neither score nor dispute scores the interaction again.

    The contested evaluation stands until that score takes its place: only low scores are contested, and
    dropping them would raise every mean.

    Raises JudgingError where the re-scorer is not one of `rescorers`.
    """
    row = _to_decide(actor, dispute_id)
    name = _rescorer(actor, row, rescorer)
    _decide(actor, row, Dispute.ACCEPTED, outcome)
    _ask(row, name)


@transaction.atomic
def dispute_reassign(actor: Actor, dispute_id: str, rescorer: str) -> None:
    """Asks somebody else to score again, because who was asked cannot."""
    actor.require(Permission.DISPUTES_DECIDE)
    row = _locked(dispute_rows(actor), dispute_id)
    if row.state != Dispute.ACCEPTED or row.rescored_id is not None:
        raise JudgingError("There is nothing left to score again", dispute_id, "Load the page again.")
    name = _rescorer(actor, row, rescorer)
    tasks_withdraw((DISPUTE, str(row.pk)), "Somebody else was asked")
    _ask(row, name)
    log_change(actor, "dispute.reassign", DISPUTE, str(row.pk), after={"rescorer": name})


@transaction.atomic
def dispute_withdraw(actor: Actor, dispute_id: str) -> None:
    """Who raised it takes it back, while nobody has decided."""
    actor.require(Permission.DISPUTES_RAISE)
    row = _locked(dispute_rows(actor), dispute_id)
    if not _raised_by(row, actor):
        raise NotAllowedError(Permission.DISPUTES_RAISE, actor.name)
    if row.state not in (Dispute.OPEN, Dispute.REVIEW):
        raise JudgingError("The dispute is decided already", None, "Load the page again.")
    row.state, row.decided_at, row.decided_by = Dispute.WITHDRAWN, timezone.now(), actor.name
    row.save(update_fields=["state", "decided_at", "decided_by"])
    log_change(actor, "dispute.withdraw", DISPUTE, str(row.pk))


def rescored(actor: Actor, task: Task) -> None:
    """After a re-score is in: notes what took the contested evaluation's place."""
    row = Dispute.objects.select_for_update(of=("self",)).filter(pk=task.source_id).first()
    if row is not None:
        row.rescored_id, row.rescored_at = task.evaluation, timezone.now()
        row.save(update_fields=["rescored", "rescored_at"])
        log_change(
            actor, "dispute.rescored", DISPUTE, str(row.pk), after={"evaluation": str(task.evaluation)}
        )


def _check(evaluation: Evaluation, element: str, reason: str, text: str) -> None:
    if reason not in REASONS:
        raise JudgingError("No reason is chosen", "reason", "Choose one of the reasons.")
    if not text.strip():
        raise JudgingError("Nothing is written", "text", "Say in your own words what was overlooked.")
    if len(text) > 5000:
        raise JudgingError("The text is longer than 5,000 letters", "text", "Shorten it.")
    criteria = parse_criteria(evaluation.criteria.text, source=str(evaluation.criteria))
    if element and element not in {one.name for one in criteria.elements}:
        raise JudgingError(f"There is no element {element!r}", "element", "Choose one of them.")


def _to_decide(actor: Actor, dispute_id: str) -> Dispute:
    actor.require(Permission.DISPUTES_DECIDE)
    row = _locked(dispute_rows(actor), dispute_id)
    if row.state not in (Dispute.OPEN, Dispute.REVIEW):
        raise JudgingError("The dispute is decided already", None, "Load the page again.")
    scorer = row.evaluation.evaluator
    bound = actor.user_id is not None and str(scorer.user_id) == actor.user_id
    if bound or _raised_by(row, actor):
        raise JudgingError(
            "Whoever scored it or contests it does not decide", None, "Leave it to somebody else."
        )
    return row


def _decide(actor: Actor, row: Dispute, state: str, outcome: str) -> None:
    if not outcome.strip():
        raise JudgingError("No answer is written", "outcome", "Say why, in words the associate will read.")
    before = row.state
    row.state, row.outcome = state, outcome.strip()[:5000]
    row.decided_at, row.decided_by = timezone.now(), actor.name
    row.save(update_fields=["state", "outcome", "decided_at", "decided_by"])
    log_change(
        actor, f"dispute.{state}", DISPUTE, str(row.pk), before={"state": before}, after={"state": state}
    )
    data = {"dispute": str(row.pk), "evaluation": str(row.evaluation_id), "outcome": state}
    announce("dispute.decided", data, about=row.evaluation.interaction_id)


def _rescorer(actor: Actor, row: Dispute, user_id: str) -> str:
    """The name under which this account scores. Raises JudgingError for who cannot score it blind."""
    if user_id not in {one.user_id for one in rescorers_of(row, actor)}:
        raise JudgingError(
            "This person cannot score it again blind",
            "rescorer",
            "Choose somebody who has not seen the interaction's scores.",
        )
    return evaluators_of_accounts(actor, [user_id])[user_id]


def _ask(row: Dispute, name: str) -> None:
    asked = [Asked(row.evaluation.interaction_id, name, "A second look, blind")]
    tasks_ask(RESCORE, row.evaluation.criteria, asked, source=(DISPUTE, str(row.pk)))


def _raised_by(row: Dispute, actor: Actor) -> bool:
    return actor.user_id is not None and str(row.raised_by_user) == actor.user_id


def _locked(rows: QuerySet[Dispute], dispute_id: str) -> Dispute:
    try:
        found: Dispute | None = rows.select_for_update(of=("self",)).filter(pk=dispute_id).first()
    except ValidationError:
        found = None
    if found is None:
        raise JudgingError("There is no such dispute", dispute_id, "Look at the list.")
    return found
