"""Stores evaluations: scored once, never changed, replaced where somebody corrects them."""

from __future__ import annotations

from collections import Counter
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
from rapport.program.audits.services.criteria import criteria_offer
from rapport.program.audits.services.evaluators import accounts_of, evaluators_named, may_submit
from rapport.program.audits.services.outbox import outbox_announce
from rapport.program.audits.services.seats import Seat, seats_find, seats_free, seats_take
from rapport.program.audits.values import score_values, scores_alike
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.records.interaction import is_shop
from rapport.records.measurement import PURPOSES

AT_ONCE = 400
RETRIES = 5


def evaluations_submit(
    actor: Actor, criteria: Criteria, submissions: Sequence[Submission]
) -> list[Submitted]:
    """Stores what evaluators decided and announces it for publishing, all or nothing.

    The same decisions again are unchanged, unless what their weights depend on (the interaction's
    attributes, its customer's importances) has changed since: then they are scored anew. Other decisions
    of the same evaluator retract the former evaluation and replace it. An evaluation belongs to the
    sample it was assigned in, if any. Who scores hands in own evaluations, who plans audits anybody's.

    Raises NotAllowedError, DecisionError (a problem in the decisions), NotAssignedError,
    CriteriaChangedError, or AuditError (two evaluations of one interaction by one evaluator in the same
    call, a bad purpose, an agent scoring an interaction of their own).
    """
    may_submit(actor, (one.evaluator for one in submissions))
    _check(criteria, submissions)
    for _ in range(RETRIES):
        try:
            return _submit_all(actor, criteria, submissions)
        except IntegrityError:
            # Somebody else stored an evaluation of the same interaction between our look and our write.
            continue
    return _submit_all(actor, criteria, submissions)


def _check(criteria: Criteria, submissions: Sequence[Submission]) -> None:
    seen: set[tuple[str, str, str]] = set()
    for one in submissions:
        check_decisions(criteria, one.decisions, one.where, one.attributes)
        if one.purpose not in PURPOSES:
            raise AuditError(f"Unknown purpose {one.purpose!r}", one.where, f"Use {', '.join(PURPOSES)}.")
        if one.purpose == "live" and is_shop(one.interaction_id):
            what = f"{one.interaction_id} is a mystery shop: no customer was served in it"
            raise AuditError(what, one.where, "Score it as targeted, which counts in no estimate.")
        key = (one.interaction_id, one.evaluator, one.purpose)
        if key in seen:
            what = f"{one.evaluator} evaluates interaction {one.interaction_id} twice"
            raise AuditError(what, one.where, "Keep one of the two.")
        seen.add(key)


def _submit_all(actor: Actor, criteria: Criteria, submissions: Sequence[Submission]) -> list[Submitted]:
    found: list[Submitted] = []
    with transaction.atomic():
        version = criteria_offer(actor, criteria)
        evaluators = evaluators_named({one.evaluator for one in submissions})
        agents = accounts_of(evaluators)
        now = timezone.now()
        for start in range(0, len(submissions), AT_ONCE):
            batch = _Batch(criteria, version, evaluators, agents, now)
            found += batch.store(submissions[start : start + AT_ONCE])
        # A sample drawn before the criteria were chosen is scored by the first ones used.
        used = {one.sample for one in found if one.sample}
        Sample.objects.filter(slug__in=used, criteria__isnull=True).update(criteria=version)
        _log(actor, criteria, found)
    return found


def _log(actor: Actor, criteria: Criteria, found: Sequence[Submitted]) -> None:
    """One line an evaluation where somebody scores, one line in all where sheets are brought in. It names
    no interaction: the log is never changed, and a customer's interactions can be erased."""
    done = [one for one in found if one.outcome != "unchanged"]
    if len(done) == 1:
        one = done[0]
        facts = {"by": one.evaluator, "sample": one.sample, "qci": one.qci, "outcome": one.outcome}
        log_change(actor, "evaluation.submit", "evaluation", one.evaluation, after=facts)
    elif done:
        counts = Counter(one.outcome for one in done)
        log_change(actor, "evaluations.submit", "criteria", criteria.definition, after=dict(counts))


@dataclass
class _Batch:
    criteria: Criteria
    version: CriteriaVersion
    evaluators: Mapping[str, Evaluator]
    agents: Mapping[str, str | None]
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
                evaluation.draft_shown = same.draft_shown  # what was said had been said before any later look
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
        agent_id, team = self._served_by(submission, seat)
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
            draft_shown=submission.draft_shown or submission.machine_seen,
            agent_id=agent_id,
            team=team,
            content_hash=digest,
            qci=result.qci,
            scores=[[value.metric, value.value, value.flags, value.spans] for value in values],
            submitted_at=submission.submitted_at or self.now,
        )

    def _served_by(self, submission: Submission, seat: Seat | None) -> tuple[str | None, str | None]:
        """The agent and team of the interaction. Raises AuditError where the agent is the evaluator."""
        facts = submission.attributes
        agent_id = submission.agent_id or facts.get("agent_id") or (seat.agent_id if seat else None)
        team = submission.team or facts.get("team") or (seat.team if seat else None)
        if agent_id and submission.purpose == "live" and self.agents.get(submission.evaluator) == agent_id:
            what = f"{submission.evaluator} served in interaction {submission.interaction_id}"
            raise AuditError(what, submission.where, "Somebody else must score it.")
        return agent_id, team

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
def evaluation_retract(actor: Actor, evaluation: str, reason: str = "", *, reopen: bool = False) -> None:
    """Withdraws an evaluation without a replacement; it stays stored and leaves every estimate.

    Own ones who scores, others' who decides disputes or plans audits. With `reopen` its evaluator is asked
    for it again. Raises NotAllowedError, or AuditError when there is none or it is withdrawn already.
    """
    changed = Evaluation.objects.filter(pk=evaluation, retracted_at__isnull=True)
    found = changed.select_related("evaluator").first()
    if found is None:
        raise AuditError(
            "There is no such evaluation, or it is withdrawn already", f"evaluation {evaluation}"
        )
    _may_retract(actor, found)
    changed.update(retracted_at=timezone.now())
    if reopen:
        seats_free(found)
    outbox_announce([found], "retracted")
    log_change(
        actor, "evaluation.retract", "evaluation", evaluation, after={"reason": reason, "reopen": reopen}
    )


def _may_retract(actor: Actor, evaluation: Evaluation) -> None:
    user = evaluation.evaluator.user_id
    own = user is not None and str(user) == actor.user_id and actor.may(Permission.EVALUATIONS_SUBMIT)
    if not own and not actor.may(Permission.DISPUTES_DECIDE):
        actor.require(Permission.SAMPLES_PLAN)


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
