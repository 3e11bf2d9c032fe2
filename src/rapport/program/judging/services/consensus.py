"""What a session settles, who stands by it, and when it becomes gold."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from rapport.criteria import Criteria, Decision, check_decisions
from rapport.program.audits.models import Evaluator
from rapport.program.audits.services.evaluators import evaluator_me
from rapport.program.judging.errors import JudgingError
from rapport.program.judging.models import Consensus, Session, SessionInteraction, Signature, Task
from rapport.program.judging.plain import Facts
from rapport.program.judging.selectors.certificates import is_certified
from rapport.program.judging.selectors.own import own_evaluator
from rapport.program.judging.services.calibration import session_found
from rapport.program.judging.services.gold import gold_make
from rapport.program.judging.tasks import CALIBRATION
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change

ADJUDICATORS = 2


@transaction.atomic
def consensus_record(
    actor: Actor,
    session_id: str,
    interaction_id: str,
    criteria: Criteria,
    decisions: Mapping[str, Decision],
    facts: Facts,
) -> None:
    """Keeps what the session settled about one interaction, all elements at once; comments are notes.

    A change removes the signatures of who stood by what was settled before; who records signs.

    Raises NotAllowedError, JudgingError, DecisionError for decisions the criteria do not know.
    """
    actor.require(Permission.CALIBRATION_RUN)
    session = session_found(session_id, Session.REVEALED)
    scored = _scored(session, interaction_id, criteria)
    check_decisions(criteria, decisions, interaction_id, dict(facts.attributes))
    before = {one.element: _said(one.rules, one.not_applicable) for one in scored.consensus.all()}
    after = {name: _said(one.rules, one.not_applicable) for name, one in decisions.items()}
    now = timezone.now()
    scored.consensus.all().delete()
    Consensus.objects.bulk_create(
        Consensus(
            scored=scored,
            element=name,
            rules={rule: count for rule, count in one.rules.items() if count},
            not_applicable=one.not_applicable,
            note=one.comment or "",
            decided_by=actor.name,
            decided_at=now,
        )
        for name, one in decisions.items()
    )
    if before != after:
        scored.signatures.all().delete()
    log_change(actor, "consensus.record", "calibration", str(session.pk), after={"position": scored.position})
    _sign(actor, scored, criteria, facts)


@transaction.atomic
def consensus_sign(
    actor: Actor, session_id: str, interaction_id: str, criteria: Criteria, facts: Facts
) -> bool:
    """Stands by what was settled about one interaction → whether that made it gold.

    Who took part may sign, and who runs calibrations. Gold is made by two certified people.

    Raises NotAllowedError, or JudgingError where nothing is settled yet.
    """
    actor.require(Permission.EVALUATIONS_SUBMIT)
    session = session_found(session_id, Session.REVEALED)
    if not (actor.may(Permission.CALIBRATION_RUN) or _took_part(actor, session)):
        raise NotAllowedError(Permission.CALIBRATION_RUN, actor.name)
    scored = _scored(session, interaction_id, criteria)
    if not scored.consensus.exists():
        raise JudgingError("Nothing is settled yet about this interaction", None, "Record the consensus.")
    return _sign(actor, scored, criteria, facts)


def _sign(actor: Actor, scored: SessionInteraction, criteria: Criteria, facts: Facts) -> bool:
    if not actor.may(Permission.EVALUATIONS_SUBMIT):
        return False
    if actor.user_id is None:
        return False
    evaluator = Evaluator.objects.get(name=evaluator_me(actor))
    Signature.objects.update_or_create(
        scored=scored,
        evaluator=evaluator,
        defaults={"certified": is_certified(evaluator, criteria.id), "signed_at": timezone.now()},
    )
    log_change(
        actor, "consensus.sign", "calibration", str(scored.session_id), after={"position": scored.position}
    )
    certified = list(
        scored.signatures.filter(certified=True)
        .order_by("signed_at")
        .values_list("evaluator__name", flat=True)
    )
    if len(certified) < ADJUDICATORS:
        return False
    decisions = {
        one.element: Decision(one.rules, one.not_applicable, one.note or None)
        for one in scored.consensus.all()
    }
    gold_make(actor, scored, criteria, decisions, facts, certified)
    return True


def _scored(session: Session, interaction_id: str, criteria: Criteria) -> SessionInteraction:
    if str(session.criteria) != criteria.definition:
        raise JudgingError(f"The session is scored by {session.criteria}", None, "Use these criteria.")
    found: SessionInteraction | None = session.interactions.filter(interaction_id=interaction_id).first()
    if found is None:
        raise JudgingError("The session does not hold this interaction", interaction_id, "Look again.")
    return found


def _took_part(actor: Actor, session: Session) -> bool:
    mine = Task.objects.filter(own_evaluator(actor), source_kind=CALIBRATION, source_id=str(session.pk))
    return bool(mine.exclude(state=Task.WITHDRAWN).exists())


def _said(rules: Mapping[str, int], not_applicable: bool) -> tuple[object, ...]:
    return (not_applicable, *sorted((rule, count) for rule, count in rules.items() if count))
