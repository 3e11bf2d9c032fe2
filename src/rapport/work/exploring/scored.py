"""Which interactions a question about scores names, as far as the person may know the scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.warehouse import Warehouse
from rapport.work.exploring.asked import Scored

LOST = 99.999_999
MEASURED = (
    "SELECT subject_id, key FROM measurements WHERE subject_kind = 'interaction' AND source = 'human' "
    "AND retracted_at IS NULL AND metric = ? AND value <= ?"
)


@dataclass(frozen=True)
class Wanted:
    """`only` these, with their mean QCI; or all `without` these; None: scores say nothing."""

    only: Mapping[str, float | None] | None = None
    without: Mapping[str, float | None] | None = None


def knows_scores(actor: Actor) -> bool:
    """Whether the person may know any scores at all."""
    return actor.may(Permission.EVALUATIONS_READ) or actor.may(Permission.EVALUATIONS_SUBMIT)


def wanted_by_score(home: Home, actor: Actor, asked: Scored, *, ordered: bool) -> Wanted:
    """The interactions that the question names. Raises NotAllowedError for who may know no score."""
    from rapport.program.audits.selectors.scores import score_means

    found = score_means(actor, lowest=asked.lowest, highest=asked.highest, evaluator=asked.evaluator)
    if asked.evaluated is False:
        return Wanted(without=found)
    if asked.element is not None:
        most = LOST if asked.element_most is None else asked.element_most
        found = _measured(home, actor, found, f"element:{asked.element}", most)
    if asked.critical:
        found = _measured(home, actor, found, "critical_error_free", 0.0)
    if ordered:
        found = {name: mean for name, mean in found.items() if mean is not None}
    return Wanted(only=found)


def _measured(
    home: Home, actor: Actor, found: Mapping[str, float | None], metric: str, most: float
) -> dict[str, float | None]:
    """Those of `found` of which an evaluation that the person may see came to at most so much."""
    from rapport.program.audits.selectors.scores import standing_evaluations

    seen = standing_evaluations(actor)
    rows = Warehouse(home.warehouse_path).ask(lambda snapshot: snapshot.sql(MEASURED, [metric, most]))
    named = zip(rows["subject_id"].to_pylist(), rows["key"].to_pylist(), strict=True)
    low = {subject for subject, key in named if key.split(":")[1] in seen}
    return {name: mean for name, mean in found.items() if name in low}
