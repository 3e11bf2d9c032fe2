"""Stores evaluations: scored once, never changed, replaced where somebody corrects them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.criteria import Criteria, Decision, check_decisions, score
from rapport.program.audits.content import all_evidence, content_hash, seen_as_json
from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import (
    CriteriaVersion,
    ElementDecision,
    Evaluation,
    Evaluator,
    Sample,
)
from rapport.program.audits.plain import Submission, Submitted
from rapport.program.audits.services.criteria import criteria_use
from rapport.program.audits.services.evaluators import evaluators_named
from rapport.program.audits.services.outbox import outbox_announce
from rapport.program.audits.services.seats import Seat, seats_find, seats_take
from rapport.program.audits.values import score_values, scores_alike
from rapport.records.measurement import PURPOSES

AT_ONCE = 400
RETRIES = 5


def evaluations_submit(criteria: Criteria, submissions: Sequence[Submission]) -> list[Submitted]:
    """Stores what evaluators decided and announces it for publishing, all or nothing.

    The same decisions again are unchanged, unless what their weights depend on (the interaction's
    attributes, its customer's importances) has changed since: then they are scored anew. Other decisions
    of the same evaluator retract the former evaluation and replace it. An evaluation belongs to the
    sample it was assigned in, if any.

    Raises DecisionError (a problem in the decisions), NotAssignedError, CriteriaChangedError, or
    AuditError (two evaluations of one interaction by one evaluator in the same call, a bad purpose).
    """
    _check(criteria, submissions)
    for _ in range(RETRIES):
        try:
            return _submit_all(criteria, submissions)
        except IntegrityError:
            # Somebody else stored an evaluation of the same interaction between our look and our write.
            continue
    return _submit_all(criteria, submissions)


def _check(criteria: Criteria, submissions: Sequence[Submission]) -> None:
    seen: set[tuple[str, str, str]] = set()
    for one in submissions:
        check_decisions(criteria, one.decisions, one.where, one.attributes)
        if one.purpose not in PURPOSES:
            raise AuditError(f"Unknown purpose {one.purpose!r}", one.where, f"Use {', '.join(PURPOSES)}.")
        key = (one.interaction_id, one.evaluator, one.purpose)
        if key in seen:
            what = f"{one.evaluator} evaluates interaction {one.interaction_id} twice"
            raise AuditError(what, one.where, "Keep one of the two.")
        seen.add(key)


def _submit_all(criteria: Criteria, submissions: Sequence[Submission]) -> list[Submitted]:
    found: list[Submitted] = []
    with transaction.atomic():
        version = criteria_use(criteria)
        evaluators = evaluators_named({one.evaluator for one in submissions})
        now = timezone.now()
        for start in range(0, len(submissions), AT_ONCE):
            batch = _Batch(criteria, version, evaluators, now)
            found += batch.store(submissions[start : start + AT_ONCE])
        # A sample drawn before the criteria were chosen is scored by the first ones used.
        used = {one.sample for one in found if one.sample}
        Sample.objects.filter(slug__in=used, criteria__isnull=True).update(criteria=version)
    return found


@dataclass
class _Batch:
    criteria: Criteria
    version: CriteriaVersion
    evaluators: Mapping[str, Evaluator]
    now: datetime

    def store(self, submissions: Sequence[Submission]) -> list[Submitted]:
        seats = seats_find(self.version, submissions)
        stored = self._stored({one.interaction_id for one in submissions})
        found, new, replaced, decisions = [], [], [], []
        taken: list[tuple[Seat, Evaluator]] = []
        for submission, seat in zip(submissions, seats, strict=True):
            evaluator = self.evaluators[submission.evaluator]
            digest = content_hash(submission)
            mine = stored.get((submission.interaction_id, evaluator.pk, submission.purpose), {})
            evaluation = self._evaluation(submission, evaluator, seat, digest)
            same = _same(mine, digest, submission.sample)
            if same and scores_alike(same.scores, evaluation.scores):
                found.append(_submitted(same, submission, "unchanged"))
                continue
            if same:
                _in_the_place_of(evaluation, same)
            before = same or mine.get(seat.sample if seat else None)
            if before is not None:
                replaced.append((before, evaluation))
            elif seat is not None:
                taken.append((seat, evaluator))
            new.append(evaluation)
            decisions += _decision_rows(evaluation, submission)
            found.append(_submitted(evaluation, submission, "changed" if before else "new"))
        self._write(new, replaced, decisions)
        seats_take(taken)
        return found

    def _stored(self, interactions: set[str]) -> dict[tuple[Any, ...], dict[str | None, Evaluation]]:
        """Standing evaluations of these interactions, by who and why, then by sample."""
        rows = Evaluation.objects.filter(
            interaction_id__in=interactions, criteria=self.version, retracted_at__isnull=True
        )
        found: dict[tuple[Any, ...], dict[str | None, Evaluation]] = {}
        for row in rows:
            found.setdefault((row.interaction_id, row.evaluator_id, row.purpose), {})[row.sample_id] = row
        return found

    def _evaluation(
        self, submission: Submission, evaluator: Evaluator, seat: Seat | None, digest: str
    ) -> Evaluation:
        result = score(
            self.criteria,
            submission.decisions,
            submission.attributes,
            submission.importance,
            submission.segment_importance,
        )
        values = score_values(self.criteria, result, submission.decisions, all_evidence(submission))
        return Evaluation(
            interaction_id=submission.interaction_id,
            evaluator=evaluator,
            criteria=self.version,
            sample_id=seat.sample if seat else None,
            stratum=seat.stratum if seat else None,
            inclusion_probability=seat.probability if seat else None,
            purpose=submission.purpose,
            comment=submission.comment,
            draft_shown=submission.draft_shown,
            content_hash=digest,
            qci=result.qci,
            scores=[[value.metric, value.value, value.flags, value.spans] for value in values],
            submitted_at=submission.submitted_at or self.now,
        )

    def _write(
        self,
        new: list[Evaluation],
        replaced: list[tuple[Evaluation, Evaluation]],
        decisions: list[ElementDecision],
    ) -> None:
        for before, _ in replaced:
            before.retracted_at = self.now
        old = [before for before, _ in replaced]
        Evaluation.objects.bulk_update(old, ["retracted_at"], batch_size=100)
        Evaluation.objects.bulk_create(new, batch_size=100)
        for before, evaluation in replaced:
            before.replaced_by = evaluation
        Evaluation.objects.bulk_update(old, ["replaced_by"], batch_size=100)
        ElementDecision.objects.bulk_create(decisions, batch_size=500)
        outbox_announce(old, "retracted")
        outbox_announce(new, "submitted")


def _same(mine: Mapping[str | None, Evaluation], digest: str, sample: str | None) -> Evaluation | None:
    """The standing evaluation that says the same, in the sample named or, without a name, in any."""
    for stored in mine.values():
        if stored.content_hash == digest and sample in (None, stored.sample_id):
            return stored
    return None


def _in_the_place_of(evaluation: Evaluation, before: Evaluation) -> None:
    """Gives an evaluation the place in a sample that another had."""
    evaluation.sample_id, evaluation.stratum = before.sample_id, before.stratum
    evaluation.inclusion_probability = before.inclusion_probability


@transaction.atomic
def evaluation_retract(evaluation: str) -> None:
    """Withdraws an evaluation without a replacement; it stays stored and leaves every estimate.

    Raises AuditError when there is none or it is withdrawn already.
    """
    changed = Evaluation.objects.filter(pk=evaluation, retracted_at__isnull=True)
    found = changed.first()
    if found is None:
        raise AuditError(
            "There is no such evaluation, or it is withdrawn already", f"evaluation {evaluation}"
        )
    changed.update(retracted_at=timezone.now())
    outbox_announce([found], "retracted")


def _decision_rows(evaluation: Evaluation, submission: Submission) -> list[ElementDecision]:
    evidence = all_evidence(submission)

    def row(name: str, decision: Decision) -> ElementDecision:
        return ElementDecision(
            evaluation=evaluation,
            element=name,
            rules={rule: count for rule, count in decision.rules.items() if count},
            not_applicable=decision.not_applicable,
            comment=decision.comment or "",
            evidence=[seen_as_json(one) for one in evidence[name]],
        )

    return [row(name, decision) for name, decision in submission.decisions.items()]


def _submitted(evaluation: Evaluation, submission: Submission, outcome: str) -> Submitted:
    return Submitted(
        evaluation=str(evaluation.pk),
        interaction_id=submission.interaction_id,
        evaluator=submission.evaluator,
        outcome=outcome,
        sample=evaluation.sample_id,
        qci=evaluation.qci,
    )
