"""What mystery shops came to: the mean of their scores, with its interval, whole and split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.home import Home
from rapport.measures import audit_mean
from rapport.measures.estimate import Estimate, undefined
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.shops.plain import ShopScore

SPLITS = (
    ("task", "Scenario"),
    ("persona", "Persona"),
    ("site", "Site"),
    ("channel", "Channel"),
    ("team", "Team"),
)


@dataclass(frozen=True)
class ShopResults:
    """`qci` of all visits, by what they are split by, and each element's mean. Shops are visits that
    could have been made otherwise: nothing is corrected for a finite number of them."""

    qci: Estimate
    splits: tuple[tuple[str, tuple[tuple[str, Estimate], ...]], ...]
    elements: tuple[tuple[str, Estimate], ...]
    visits: int
    evaluations: int


def shop_results(home: Home, actor: Actor, plan_id: int) -> ShopResults | None:
    """The results of a plan; None for who may not read evaluations. Raises NotAllowedError.

    They stand beside the estimates of customers' interactions and are in none of them.
    """
    from rapport.program.shops.selectors import shop_scores

    actor.require(Permission.SHOPS_READ)
    if not actor.may(Permission.EVALUATIONS_READ):
        return None
    scores = [one for one in shop_scores(actor, plan_id) if one.qci is not None]
    level = home.settings.confidence
    splits = []
    for name, title in SPLITS:
        values = sorted({getattr(one, name) for one in scores} - {""})
        if len(values) > 1:
            rows = [(value, _mean(scores, level, [getattr(one, name) == value for one in scores]))
                    for value in values]  # fmt: skip
            splits.append((title, tuple(rows)))
    names = sorted({name for one in scores for name in one.elements})
    return ShopResults(
        qci=_mean(scores, level),
        splits=tuple(splits),
        elements=tuple((name, _element(scores, name, level)) for name in names),
        visits=len({one.visit for one in scores}),
        evaluations=len(scores),
    )


def _mean(scores: Sequence[ShopScore], level: float, domain: Sequence[bool] | None = None) -> Estimate:
    if not scores:
        return undefined("no visit is scored yet", confidence=level)
    return audit_mean(
        [one.qci for one in scores],
        [one.visit for one in scores],
        [one.evaluator for one in scores],
        domain=domain,
        confidence=level,
    )


def _element(scores: Sequence[ShopScore], name: str, level: float) -> Estimate:
    values = [one.elements.get(name) for one in scores]
    return audit_mean(
        [float("nan") if value is None else value for value in values],
        [one.visit for one in scores],
        [one.evaluator for one in scores],
        domain=[value is not None for value in values],
        confidence=level,
    )
