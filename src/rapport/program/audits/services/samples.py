"""Stores a drawn sample with its frozen frame and its assignments."""

from __future__ import annotations

from collections import Counter

from django.db import IntegrityError, transaction

from rapport.criteria import Criteria
from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import (
    Assignment,
    Audit,
    Reserve,
    Sample,
    SampledInteraction,
    Stratum,
)
from rapport.program.audits.plain import SamplePlan
from rapport.program.audits.services.criteria import criteria_offer
from rapport.program.audits.services.evaluators import evaluators_named
from rapport.program.hooks.services import announce
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change


def sample_create(actor: Actor, plan: SamplePlan, criteria: Criteria | None = None) -> None:
    """Stores the sample, all or nothing.

    Raises AuditError when the name is taken, a stratum is unknown, or somebody is assigned the same
    interaction twice or one with which they have a conflict of interest.
    """
    actor.require(Permission.SAMPLES_PLAN)
    _check(plan)
    try:
        with transaction.atomic():
            _create(actor, plan, criteria)
    except IntegrityError:
        raise AuditError(
            f"There is a sample named {plan.name!r} already", None, "Choose another with --name."
        ) from None


def _check(plan: SamplePlan) -> None:
    labels = {stratum.label for stratum in plan.strata}
    for drawn in plan.interactions:
        if drawn.stratum not in labels:
            raise AuditError(f"Stratum {drawn.stratum!r} is not in the plan", drawn.interaction_id)
        if len(set(drawn.evaluators)) < len(drawn.evaluators):
            raise AuditError(
                "The same evaluator is assigned twice",
                f"interaction {drawn.interaction_id}",
                "A second score must come from somebody else.",
            )
        for name in drawn.evaluators:
            if name in plan.conflicts and plan.conflicts[name].bars(drawn.agent_id, drawn.team):
                what = f"{name} has a conflict of interest"
                raise AuditError(what, f"interaction {drawn.interaction_id}", "Assign somebody else.")


def _create(actor: Actor, plan: SamplePlan, criteria: Criteria | None) -> None:
    sample = _sample(actor, plan, criteria)
    strata = _strata(plan, sample)
    _assign(plan, sample, strata)
    _keep_reserves(plan, strata)
    facts = {"size": len(plan.interactions), "seed": plan.seed, "data_version": plan.data_version}
    log_change(actor, "sample.draw", "sample", plan.name, after=facts)
    announce("sample.drawn", {"sample": plan.name, **facts})


def _sample(actor: Actor, plan: SamplePlan, criteria: Criteria | None) -> Sample:
    if plan.audit is not None:
        begun = Audit.objects.filter(pk=plan.audit, ended_at=None).update(state=Audit.RUNNING)
        if not begun:
            raise AuditError("The audit has ended or is not there", "audit", "Choose one that runs.")
    made: Sample = Sample.objects.create(
        slug=plan.name,
        seed=plan.seed,
        data_version=plan.data_version,
        by=list(plan.by),
        where=dict(plan.where),
        frame_size=plan.frame_size,
        excluded=dict(plan.excluded),
        size=len(plan.interactions),
        margin_asked=plan.margin_asked,
        margin_expected=plan.margin_expected,
        confidence=plan.confidence,
        double_share=plan.double_share,
        minimum=plan.minimum,
        planned_from=plan.planned_from,
        open_to_all=plan.open_to_all,
        criteria=criteria_offer(actor, criteria, scored=False) if criteria else None,
        audit_id=plan.audit,
        due_at=plan.due_at,
        shares=dict(plan.shares),
        conflicts={name: {"agents": one.agents, "teams": one.teams} for name, one in plan.conflicts.items()},
        bar_own_team=plan.bar_own_team,
        hide_agents=plan.hide_agents,
        drawn_by=actor.name,
    )
    return made


def _strata(plan: SamplePlan, sample: Sample) -> dict[str, Stratum]:
    strata = Stratum.objects.bulk_create(
        [
            Stratum(
                sample=sample,
                label=stratum.label,
                key=dict(stratum.key),
                population=stratum.population,
                drawn=stratum.drawn,
                minimum=stratum.minimum,
            )
            for stratum in plan.strata
        ]
    )
    return {stratum.label: stratum for stratum in strata}


def _keep_reserves(plan: SamplePlan, strata: dict[str, Stratum]) -> None:
    rank: Counter[str] = Counter()
    rows = []
    for one in plan.reserves:
        rank[one.stratum] += 1
        rows.append(
            Reserve(
                stratum=strata[one.stratum],
                interaction_id=one.interaction_id,
                rank=rank[one.stratum],
                agent_id=one.agent_id,
                team=one.team,
            )
        )
    Reserve.objects.bulk_create(rows, batch_size=500)


def _assign(plan: SamplePlan, sample: Sample, strata: dict[str, Stratum]) -> None:
    evaluators = evaluators_named({name for drawn in plan.interactions for name in drawn.evaluators})
    rows = SampledInteraction.objects.bulk_create(
        [
            SampledInteraction(
                sample=sample,
                stratum=strata[drawn.stratum],
                interaction_id=drawn.interaction_id,
                inclusion_probability=drawn.inclusion_probability,
                position=position,
                agent_id=drawn.agent_id,
                team=drawn.team,
            )
            for position, drawn in enumerate(plan.interactions, start=1)
        ],
        batch_size=500,
    )
    Assignment.objects.bulk_create(
        [
            Assignment(sampled=row, evaluator=evaluators[name], ordinal=ordinal)
            for row, drawn in zip(rows, plan.interactions, strict=True)
            for ordinal, name in enumerate(drawn.evaluators, start=1)
        ],
        batch_size=500,
    )
