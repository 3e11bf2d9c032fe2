"""Decides an attempt: how often the evaluator decided as the gold does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.measures import certification
from rapport.program.audits.models import Evaluation
from rapport.program.judging.models import Attempt, Gold, Task
from rapport.program.judging.plain import Standard
from rapport.program.judging.tasks import CERTIFICATION

NOTHING, NOT_APPLICABLE = "nothing", "not applicable"
POOR, GOOD = 0.80, 0.90
"""Between whom the decision is to tell apart; moved away from a standard that lies closer to them."""
Row = dict[str, Any]


def grade(attempt: Attempt, wanted: Standard) -> dict[str, Any]:
    """The decision with its figures, and what was decided otherwise than gold.

    An element matches when the same rules fired as often, or its score lies within the element's
    tolerance of gold's. The decision is the measures' own; nothing is computed here.
    """
    rows = _rows(attempt, wanted.tolerances)
    poor, good = min(POOR, wanted.share - 0.05), max(GOOD, min(wanted.share + 0.05, 0.99))
    found = certification(
        [row["mine"] for row in rows],
        [row["gold"] for row in rows],
        [row["interaction"] for row in rows],
        [row["weight"] for row in rows],
        elements=[row["element"] for row in rows],
        standard=wanted.share,
        fewest=wanted.fewest,
        poor=poor,
        good=good,
        expires_days=wanted.expires_days,
    )
    return {
        "certified": found.certified,
        "score": found.score.as_dict(),
        "agreement": found.agreement.as_dict(),
        "passes_wrongly": found.passes_wrongly,
        "fails_wrongly": found.fails_wrongly,
        "poor": poor,
        "good": good,
        "interactions": found.interactions,
        "clustering": found.clustering,
        "standard": found.standard,
        "misses": [row for row in rows if row["mine"] != row["gold"]],
    }


def _rows(attempt: Attempt, tolerances: Mapping[str, float]) -> list[Row]:
    """A row for each element of each gold interaction."""
    tasks = Task.objects.filter(source_kind=CERTIFICATION, source_id=str(attempt.pk), state=Task.DONE)
    made = {task.interaction_id: task.evaluation for task in tasks}
    evaluations = {
        one.pk: one for one in Evaluation.objects.filter(pk__in=made.values()).prefetch_related("decisions")
    }
    gold = Gold.objects.filter(interaction_id__in=made, criteria=attempt.criteria).order_by("made_at")
    newest = {one.interaction_id: one for one in gold}
    rows: list[Row] = []
    for interaction, one in sorted(newest.items()):
        evaluation = evaluations.get(made[interaction])
        if evaluation is not None:
            rows += _compared(interaction, one, evaluation, tolerances)
    return rows


def _compared(
    interaction: str, gold: Gold, evaluation: Evaluation, tolerances: Mapping[str, float]
) -> list[Row]:
    mine = {one.element: said(one.rules, one.not_applicable) for one in evaluation.decisions.all()}
    scores = {name: value for name, value, *_ in evaluation.scores}
    rows = []
    for element, decision in gold.decisions.items():
        wanted = said(decision["rules"], decision["not_applicable"])
        found = mine.get(element)
        score, ideal = scores.get(f"element:{element}"), gold.scores.get(element)
        if element in tolerances and score is not None and ideal is not None:
            near = abs(score / 100 - ideal) <= tolerances[element] + 1e-9
            found = wanted if near else found
        rows.append(
            {
                "interaction": interaction,
                "element": element,
                "mine": found,
                "gold": wanted,
                "weight": gold.weights.get(element, 0.0),
            }
        )
    return rows


def said(rules: Mapping[str, int], not_applicable: bool) -> str:
    """A decision as one label."""
    if not_applicable:
        return NOT_APPLICABLE
    fired = [f"{rule}*{count}" if count > 1 else rule for rule, count in sorted(rules.items()) if count]
    return ";".join(fired) or NOTHING
