"""What evaluators decided about rules that stand for behaviours: on nobody's behalf, for learning alone."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.program.audits.models import ElementDecision, Evaluation
from rapport.program.reading.models import RuleBehaviour
from rapport.program.reading.plain import Decided


def decided_by_rules(most: int) -> list[Decided]:
    """The newest standing evaluations by criteria some of whose rules stand for a behaviour."""
    mapped = RuleBehaviour.objects.exclude(behaviour="").values_list("criteria_id", flat=True)
    return decided_by(sorted(set(mapped)), most)


def decided_by(criteria: Sequence[str], most: int) -> list[Decided]:
    """The newest standing evaluations by criteria of these ids, whatever their rules stand for."""
    rows = Evaluation.objects.filter(
        criteria__criteria_id__in=list(criteria), retracted_at=None, purpose__in=("live", "targeted")
    ).select_related("criteria")
    found = rows.prefetch_related("decisions").order_by("-submitted_at", "pk")[:most]
    return [_decided(row, list(row.decisions.all())) for row in found]


def _decided(row: Evaluation, decisions: list[ElementDecision]) -> Decided:
    seen: dict[tuple[str, str], set[int]] = {}
    for one in decisions:
        for place in one.evidence:
            if place["rule"] is not None and one.rules.get(place["rule"]):
                seen.setdefault((one.element, place["rule"]), set()).add(place["turn"])
    return Decided(
        evaluation=str(row.pk),
        interaction_id=row.interaction_id,
        agent_id=row.agent_id,
        criteria_id=row.criteria.criteria_id,
        definition=str(row.criteria),
        random=row.sample_id is not None and row.purpose == "live" and not row.draft_shown,
        rules={one.element: None if one.not_applicable else one.rules for one in decisions},
        seen={key: frozenset(turns) for key, turns in seen.items()},
    )
