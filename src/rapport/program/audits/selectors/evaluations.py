"""Evaluations as others need them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapport.program.audits.models import Evaluation
from rapport.program.audits.plain import Published, ScoredUnit, Value


def evaluations_published(ids: Sequence[str]) -> Iterator[Published]:
    """These evaluations in their present state, as the warehouse is to know them."""
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


def scored_units(criteria_id: str | None = None) -> list[ScoredUnit]:
    """Live QCI scores by one criteria id (any version), to plan the next sample from."""
    rows = Evaluation.objects.filter(retracted_at__isnull=True, purpose="live", qci__isnull=False)
    if criteria_id is not None:
        rows = rows.filter(criteria__criteria_id=criteria_id)
    found = rows.values_list("interaction_id", "evaluator__name", "stratum", "qci")
    return [ScoredUnit(*row) for row in found]
