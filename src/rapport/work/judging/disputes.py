"""How often evaluations are contested, and how often rightly, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.criteria import Criteria
from rapport.home import Home
from rapport.measures import Estimate, proportion
from rapport.program.judging.access import require_all_judging
from rapport.program.judging.plain import DisputeCount
from rapport.program.people.actor import Actor
from rapport.program.setup import connect


@dataclass(frozen=True)
class Rates:
    """`contested` of all evaluations, `accepted` of the disputes decided."""

    name: str
    evaluations: int
    raised: int
    decided: int
    accepted: int
    contested_share: Estimate
    accepted_share: Estimate


def dispute_rates(
    home: Home, actor: Actor, criteria: Criteria | None
) -> tuple[tuple[Rates, ...], tuple[Rates, ...]]:
    """By evaluator, and by element of these criteria; in the order of names, for it is no ranking.

    Raises NotAllowedError for who sees no more than their own disputes.
    """
    require_all_judging(actor)
    connect(home)
    from rapport.program.judging.selectors import disputes_by_element, disputes_by_evaluator

    level = home.settings.confidence
    elements = disputes_by_element(actor, criteria.definition) if criteria else []
    return _rates(disputes_by_evaluator(actor), level), _rates(elements, level)


def _rates(counts: Sequence[DisputeCount], level: float) -> tuple[Rates, ...]:
    return tuple(
        Rates(
            name=one.name,
            evaluations=one.evaluations,
            raised=one.raised,
            decided=one.decided,
            accepted=one.accepted,
            contested_share=proportion(min(one.raised, one.evaluations), one.evaluations, level),
            accepted_share=proportion(one.accepted, one.decided, level),
        )
        for one in counts
    )
