"""Scores of interactions, as far as a person may know them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Avg, QuerySet

from rapport.program.audits.models import Assignment, Evaluation
from rapport.program.audits.selectors.sight import ABOUT_AGENTS, evaluations_seen
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

AT_ONCE = 400


def score_means(
    actor: Actor,
    interaction_ids: Sequence[str] | None = None,
    *,
    lowest: float | None = None,
    highest: float | None = None,
    evaluator: str | None = None,
) -> dict[str, float | None]:
    """Interaction → the mean QCI of its standing evaluations that this person may see (None where none of
    them has a QCI), of all interactions or these; only means within the bounds, both included.

    Raises NotAllowedError.
    """
    rows = _standing(actor)
    if evaluator is not None:
        rows = rows.filter(evaluator__name=evaluator)
    if interaction_ids is None:
        return _means(rows, lowest, highest)
    found: dict[str, float | None] = {}
    for start in range(0, len(interaction_ids), AT_ONCE):
        some = rows.filter(interaction_id__in=interaction_ids[start : start + AT_ONCE])
        found |= _means(some, lowest, highest)
    return found


def standing_evaluations(actor: Actor) -> dict[str, str]:
    """Evaluation → its interaction, of those that stand and that this person may see."""
    return {str(one): name for one, name in _standing(actor).values_list("pk", "interaction_id")}


def evaluators_seen(actor: Actor) -> list[str]:
    """The names of those whose standing evaluations this person may see."""
    return list(
        _standing(actor).order_by("evaluator__name").values_list("evaluator__name", flat=True).distinct()
    )


def _standing(actor: Actor) -> QuerySet[Evaluation]:
    return evaluations_seen(actor).filter(retracted_at=None, purpose__in=ABOUT_AGENTS)


def _means(
    rows: QuerySet[Evaluation], lowest: float | None, highest: float | None
) -> dict[str, float | None]:
    grouped = rows.order_by().values("interaction_id").annotate(mean=Avg("qci"))
    if lowest is not None:
        grouped = grouped.filter(mean__gte=lowest)
    if highest is not None:
        grouped = grouped.filter(mean__lte=highest)
    return dict(grouped.values_list("interaction_id", "mean"))


def own_assignment(actor: Actor, interaction_id: str) -> int | None:
    """The assignment by which this person still has to score an interaction."""
    if actor.user_id is None or not actor.may(Permission.EVALUATIONS_SUBMIT):
        return None
    rows = Assignment.objects.filter(
        evaluator__user_id=actor.user_id,
        state=Assignment.OPEN,
        sampled__interaction_id=interaction_id,
        sampled__left_at=None,
    )
    found: int | None = rows.order_by("pk").values_list("pk", flat=True).first()
    return found
