"""A contested evaluation is scored again by somebody else, who takes its place."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.criteria import Criteria, check_decisions
from rapport.program.audits.content import content_hash
from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import Evaluation, Evaluator
from rapport.program.audits.plain import Submission, Submitted
from rapport.program.audits.services.criteria import criteria_use
from rapport.program.audits.services.evaluations import (
    _Batch,
    _decision_rows,
    _in_the_place_of,
    _submitted,
)
from rapport.program.audits.services.evaluators import accounts_of, may_submit
from rapport.program.people.actor import Actor
from rapport.program.people.services.log import log_change


@transaction.atomic
def evaluation_rescore(actor: Actor, contested: str, criteria: Criteria, submission: Submission) -> Submitted:
    """Retracts the contested evaluation and puts this one in its place in the sample, if it had one.

    Where its own evaluator corrected it meanwhile, the correction is what is replaced. The stratum and
    the probability of being drawn stay those of the place; the evaluator is who scored now.

    Raises NotAllowedError, DecisionError, or AuditError: nothing to replace, other criteria, the same
    evaluator, or one who scored the interaction already.
    """
    may_submit(actor, [submission.evaluator])
    check_decisions(criteria, submission.decisions, submission.where, submission.attributes)
    before = _standing(contested)
    scorer = Evaluator.objects.filter(name=submission.evaluator).first()
    if str(before.criteria) != criteria.definition or before.interaction_id != submission.interaction_id:
        raise AuditError("The contested evaluation is of something else", contested, "Load the page again.")
    if scorer is None or scorer.pk == before.evaluator_id:
        raise AuditError("Somebody else must score it again", submission.where, "Ask another evaluator.")
    said = replace(submission, purpose="live", sample=None)
    names = {scorer.name: scorer}
    batch = _Batch(criteria, criteria_use(actor, criteria), names, accounts_of(names), timezone.now())
    made = batch._evaluation(said, scorer, None, content_hash(said))
    _in_the_place_of(made, before)
    made.agent_id, made.team = before.agent_id or made.agent_id, before.team or made.team
    try:
        with transaction.atomic():
            standing = before.retracted_at is None
            batch._write([made], [(before, made)] if standing else [], _decision_rows(made, said))
            if not standing:
                Evaluation.objects.filter(pk=before.pk).update(replaced_by=made)
    except IntegrityError:
        raise AuditError(
            f"{scorer.name} scored this interaction already", submission.where, "Ask another evaluator."
        ) from None
    facts = {"interaction": made.interaction_id, "by": scorer.name, "sample": made.sample_id, "qci": made.qci}
    log_change(
        actor,
        "evaluation.rescore",
        "evaluation",
        str(made.pk),
        before={"evaluation": str(before.pk), "qci": before.qci},
        after=facts,
    )
    return _submitted(made, said, "new")


def _standing(contested: str) -> Evaluation:
    """The evaluation, or the last of those that took its place. Raises AuditError where it is gone."""
    rows = Evaluation.objects.select_for_update(of=("self",)).select_related("criteria")
    found: Evaluation | None
    try:
        found = rows.filter(pk=contested).first()
        while found is not None and found.replaced_by_id is not None:
            found = rows.filter(pk=found.replaced_by_id).first()
    except ValidationError:
        found = None
    if found is None:
        raise AuditError("The contested evaluation was erased meanwhile", contested, "Go on with your queue.")
    return found
