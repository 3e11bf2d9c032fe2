"""Evaluations as others need them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from rapport.program.audits.models import ElementDecision, Evaluation
from rapport.program.audits.plain import (
    DecisionFacts,
    EvaluationFacts,
    Published,
    ScoredUnit,
    Seen,
    Value,
)
from rapport.program.audits.selectors.sight import evaluations_seen
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records import Span


def evaluation_facts(actor: Actor, evaluation: str) -> EvaluationFacts | None:
    """One evaluation with its decisions; None when there is none that this person may see."""
    try:
        row = _rows(actor).filter(pk=evaluation).prefetch_related("decisions").first()
    except ValidationError:
        return None
    return None if row is None else _facts(actor, row, tuple(map(_decision, row.decisions.all())))


def evaluations_of(
    actor: Actor, interaction_ids: Sequence[str], *, standing: bool = True
) -> list[EvaluationFacts]:
    """What was decided about these interactions, as far as this person may see it, newest first.

    With `standing` only what has been neither withdrawn nor replaced.
    """
    found: list[EvaluationFacts] = []
    for start in range(0, len(interaction_ids), 400):
        rows = _rows(actor).filter(interaction_id__in=interaction_ids[start : start + 400])
        rows = rows.filter(retracted_at=None) if standing else rows
        found += [
            _facts(actor, row, tuple(map(_decision, row.decisions.all())))
            for row in rows.prefetch_related("decisions").order_by("-submitted_at", "pk")
        ]
    return found


def evaluations_by(actor: Actor, definition: str, limit: int) -> list[EvaluationFacts]:
    """The newest standing live evaluations by `id@version` that this person may see, at most `limit`."""
    criteria_id, _, version = definition.rpartition("@")
    rows = _rows(actor).filter(
        criteria__criteria_id=criteria_id, criteria__version=version, retracted_at=None, purpose="live"
    )
    return [
        _facts(actor, row, tuple(map(_decision, row.decisions.all())))
        for row in rows.prefetch_related("decisions").order_by("-submitted_at", "pk")[:limit]
    ]


def _rows(actor: Actor) -> Any:
    return evaluations_seen(actor).select_related("evaluator", "criteria")


def _facts(actor: Actor, row: Evaluation, decisions: tuple[DecisionFacts, ...]) -> EvaluationFacts:
    user = row.evaluator.user_id
    return EvaluationFacts(
        evaluation=str(row.pk),
        interaction_id=row.interaction_id,
        evaluator=row.evaluator.name,
        mine=user is not None and str(user) == actor.user_id,
        definition=str(row.criteria),
        purpose=row.purpose,
        sample=row.sample_id,
        agent_id=row.agent_id,
        team=row.team,
        qci=row.qci,
        comment=row.comment,
        draft_shown=row.draft_shown,
        submitted_at=row.submitted_at,
        retracted_at=row.retracted_at,
        replaced_by=str(row.replaced_by_id) if row.replaced_by_id else None,
        values=tuple(_value(*one) for one in row.scores),
        decisions=decisions,
    )


def _decision(row: ElementDecision) -> DecisionFacts:
    seen = tuple(Seen(Span(one["turn"], one["start"], one["end"]), one["rule"]) for one in row.evidence)
    return DecisionFacts(row.element, row.rules, row.not_applicable, row.comment, seen)


def evaluations_published(ids: Sequence[str]) -> Iterator[Published]:
    """These evaluations in their present state, as the warehouse is to know them.

    Only the publisher asks, on nobody's behalf: no actor is needed.
    """
    for start in range(0, len(ids), 200):
        rows = Evaluation.objects.filter(pk__in=ids[start : start + 200]).select_related(
            "evaluator", "criteria"
        )
        for row in rows:
            yield Published(
                evaluation=str(row.pk),
                interaction_id=row.interaction_id,
                evaluator=row.evaluator.name,
                definition=str(row.criteria),
                purpose=row.purpose,
                sample=row.sample_id,
                stratum=row.stratum,
                inclusion_probability=row.inclusion_probability,
                submitted_at=row.submitted_at,
                retracted_at=row.retracted_at,
                draft_shown=row.draft_shown,
                values=tuple(_value(*one) for one in row.scores),
            )


def _value(metric: str, value: float | None, flags: list[str], spans: list[list[int | None]]) -> Value:
    return Value(metric, value, tuple(flags), tuple((span[0] or 0, span[1], span[2]) for span in spans))


def scored_units(actor: Actor, criteria_id: str | None = None) -> list[ScoredUnit]:
    """Live QCI scores by one criteria id (any version), to plan the next sample from."""
    actor.require(Permission.SAMPLES_PLAN)
    rows = Evaluation.objects.filter(retracted_at__isnull=True, purpose="live", qci__isnull=False)
    if criteria_id is not None:
        rows = rows.filter(criteria__criteria_id=criteria_id)
    found = rows.values_list("interaction_id", "evaluator__name", "stratum", "qci")
    return [ScoredUnit(*row) for row in found]


def interactions_nobodys() -> list[str]:
    """Interactions whose evaluations know neither agent nor team, for an upgrade, on which nobody acts."""
    rows = Evaluation.objects.filter(agent_id=None, team=None)
    return list(rows.order_by("interaction_id").values_list("interaction_id", flat=True).distinct())
