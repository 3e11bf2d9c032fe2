"""Certification: attempts start, end, and give a certificate where they succeed."""

from __future__ import annotations

import random
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.program.audits.models import CriteriaVersion, Evaluator
from rapport.program.audits.services.evaluators import evaluator_me, evaluators_of_accounts
from rapport.program.hooks.services import announce
from rapport.program.judging.errors import JudgingError
from rapport.program.judging.models import Attempt, Certificate, Gold, Task
from rapport.program.judging.selectors.certificates import standard
from rapport.program.judging.selectors.own import own_evaluator
from rapport.program.judging.services.ask import Asked, tasks_ask, tasks_withdraw
from rapport.program.judging.services.grading import grade
from rapport.program.judging.tasks import CALIBRATION, CERTIFICATION
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change

DAYS_TO_FINISH = 21
FOUNDING_GOLD = 20
DECIDED = {True: Attempt.PASSED, False: Attempt.FAILED, None: Attempt.ENDED}
"""Where gold was erased with its customer while somebody scored it, too little may be left to decide."""


@transaction.atomic
def attempt_start(
    actor: Actor, definition: str, user_id: str | None = None, *, seed: int | None = None
) -> str:
    """Asks an evaluator (oneself, or anybody's account for who runs calibrations) to score gold, drawn at
    random from what they have not met → the attempt's id.

    Gold that they adjudicated, scored in a calibration or met in an earlier attempt does not count as
    unknown. Raises JudgingError when too little gold is left or an attempt is running.
    """
    actor.require(Permission.EVALUATIONS_SUBMIT)
    person = _evaluator(actor, user_id)
    version = _version(definition)
    needed = standard(version.criteria_id).fewest
    unknown = gold_unknown_to(person, version)
    if len(unknown) < needed:
        raise JudgingError(
            f"{len(unknown)} gold interactions are unknown to {person.name}; {needed} are needed",
            definition,
            "Settle more interactions in calibration sessions, by two certified people.",
        )
    seed = random.SystemRandom().randrange(2**31) if seed is None else seed
    drawn = random.Random(seed).sample(sorted(unknown), needed)
    now = timezone.now()
    due = now + timedelta(days=DAYS_TO_FINISH)
    try:
        with transaction.atomic():
            made = Attempt.objects.create(
                evaluator=person,
                criteria=version,
                seed=seed,
                started_at=now,
                started_by=actor.name,
                due_at=due,
            )
    except IntegrityError:
        raise JudgingError(
            f"{person.name} has an attempt running", None, "Finish it, or end it first."
        ) from None
    asked = [
        Asked(one, person.name, f"Certification for {definition}", number)
        for number, one in enumerate(drawn, start=1)
    ]
    tasks_ask(CERTIFICATION, version, asked, source=(CERTIFICATION, str(made.pk)), due_at=due)
    facts = {"evaluator": person.name, "criteria": definition, "gold": needed}
    announce("certification.started", {"attempt": str(made.pk), **facts})
    log_change(actor, "attempt.start", "attempt", str(made.pk), after=facts)
    return str(made.pk)


@transaction.atomic
def attempt_end(actor: Actor, attempt_id: str) -> None:
    """Gives a running attempt up; its gold counts as known from then on."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    rows = Attempt.objects.select_for_update(of=("self",)).filter(state=Attempt.RUNNING)
    if not actor.may(Permission.CALIBRATION_RUN):
        rows = rows.filter(own_evaluator(actor))
    try:
        found = rows.filter(pk=attempt_id).first()
    except ValidationError:
        found = None
    if found is None:
        raise JudgingError("There is no such running attempt", attempt_id, "Load the page again.")
    tasks_withdraw((CERTIFICATION, str(found.pk)), "The attempt was ended")
    found.state, found.finished_at = Attempt.ENDED, timezone.now()
    found.save(update_fields=["state", "finished_at"])
    _tell_ended(found)
    log_change(actor, "attempt.end", "attempt", str(found.pk))


def grade_when_all_are_in(actor: Actor, task: Task) -> None:
    """After a task is done: decides its attempt once all its gold is scored."""
    if Task.objects.filter(source_kind=CERTIFICATION, source_id=task.source_id, state=Task.OPEN).exists():
        return
    found = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("evaluator", "criteria")
        .filter(pk=task.source_id, state=Attempt.RUNNING)
        .first()
    )
    if found is None:
        return
    wanted = standard(found.criteria.criteria_id)
    found.result = grade(found, wanted)
    found.finished_at = timezone.now()
    found.state = DECIDED[found.result["certified"]]
    found.save(update_fields=["result", "finished_at", "state"])
    if found.state == Attempt.PASSED:
        made = Certificate.objects.create(
            evaluator=found.evaluator,
            criteria_id=found.criteria.criteria_id,
            kind=Certificate.EARNED,
            attempt=found,
            given_at=found.finished_at,
            given_by="measured against gold",
            until=found.finished_at + timedelta(days=wanted.expires_days),
        )
        _tell_given(made)
    _tell_ended(found)
    after = {"state": found.state, "score": found.result["score"].get("value")}
    log_change(actor, "attempt.decide", "attempt", str(found.pk), after=after)


@transaction.atomic
def certificate_appoint(actor: Actor, user_id: str, criteria_id: str, reason: str) -> None:
    """Lets somebody adjudicate before there is gold to be measured against; it expires like any other.

    Raises JudgingError once there is enough gold for an attempt: from then on certificates are earned.
    """
    actor.require(Permission.CALIBRATION_RUN)
    if not reason.strip():
        raise JudgingError("No reason is given", "reason", "Say why this person may adjudicate.")
    if not CriteriaVersion.objects.filter(criteria_id=criteria_id).exists():
        raise JudgingError(f"There are no criteria {criteria_id!r}", None, "Choose some that are used.")
    if Gold.objects.filter(criteria__criteria_id=criteria_id, retired_at=None).count() >= FOUNDING_GOLD:
        raise JudgingError(
            "There is enough gold to be measured against",
            None,
            "Start an attempt: certificates are earned from now on.",
        )
    person = _evaluator(actor, user_id)
    now = timezone.now()
    made = Certificate.objects.create(
        evaluator=person,
        criteria_id=criteria_id,
        kind=Certificate.APPOINTED,
        given_at=now,
        given_by=actor.name,
        until=now + timedelta(days=standard(criteria_id).expires_days),
        reason=reason.strip()[:300],
    )
    _tell_given(made)
    after = {"evaluator": person.name, "criteria": criteria_id, "reason": made.reason}
    log_change(actor, "certificate.appoint", "certificate", str(made.pk), after=after)


@transaction.atomic
def certificates_revoke(actor: Actor, evaluator: str, criteria_id: str, because: str) -> int:
    """Ends all valid certificates of somebody for criteria of this id → how many."""
    actor.require(Permission.CALIBRATION_RUN)
    if not because.strip():
        raise JudgingError("No reason is given", "because", "Say why the certificate ends.")
    now = timezone.now()
    rows = Certificate.objects.filter(
        evaluator__name=evaluator, criteria_id=criteria_id, revoked_at=None, until__gt=now
    )
    ended = rows.update(revoked_at=now, revoked_because=because.strip()[:300])
    if ended:
        announce(
            "certificate.revoked", {"evaluator": evaluator, "criteria": criteria_id, "certificates": ended}
        )
        after = {"criteria": criteria_id, "because": because.strip()[:300]}
        log_change(actor, "certificate.revoke", "evaluator", evaluator, after=after)
    return int(ended)


def _tell_ended(attempt: Attempt) -> None:
    told = {"attempt": str(attempt.pk), "evaluator": attempt.evaluator.name, "state": attempt.state}
    announce("certification.ended", {**told, "criteria": str(attempt.criteria)})


def _tell_given(made: Certificate) -> None:
    told = {"certificate": str(made.pk), "evaluator": made.evaluator.name, "criteria": made.criteria_id}
    announce("certificate.given", {**told, "kind": made.kind, "until": made.until.isoformat()})


def gold_unknown_to(person: Evaluator, version: CriteriaVersion) -> set[str]:
    """Gold interactions this evaluator never met: neither adjudicated nor scored for any reason."""
    gold = Gold.objects.filter(criteria=version, retired_at=None)
    met = set(
        Task.objects.filter(evaluator=person, purpose__in=(CALIBRATION, CERTIFICATION)).values_list(
            "interaction_id", flat=True
        )
    )
    met |= set(person.evaluations.values_list("interaction_id", flat=True))
    rows = gold.values_list("interaction_id", "adjudicators")
    return {one for one, by in rows if one not in met and person.name not in by}


def _evaluator(actor: Actor, user_id: str | None) -> Evaluator:
    if user_id is None or user_id == actor.user_id:
        name = evaluator_me(actor)
    else:
        actor.require(Permission.CALIBRATION_RUN)
        name = evaluators_of_accounts(actor, [user_id])[user_id]
    found: Evaluator = Evaluator.objects.get(name=name)
    return found


def _version(definition: str) -> CriteriaVersion:
    criteria_id, _, version = definition.rpartition("@")
    found: CriteriaVersion | None = CriteriaVersion.objects.filter(
        criteria_id=criteria_id, version=version
    ).first()
    if found is None:
        raise JudgingError(f"There are no criteria {definition!r}", None, "Choose some that are used.")
    return found
