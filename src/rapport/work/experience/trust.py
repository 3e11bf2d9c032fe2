"""How far what was learned can be trusted: the card of the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.language.experience.reliability import Bin, Figure, Lean, Reliability
from rapport.measures import Estimate, benjamini_hochberg, mean, proportion
from rapport.work.experience.ratings import Ratings
from rapport.work.models.card import CardBin, CardFigure, ModelCard
from rapport.work.models.teams import TOO_HIGH, of_teams

FEWEST = 10
"""Rated interactions of a group from which it is looked at apart."""
FALSE = 0.05
"""Of the groups that are named as leaning, so many at most are named by chance."""
HELD_APART = "cross-validated: whole agents held apart; interval by drawing agents anew"
PURPOSES = {
    "satisfaction": "Says of every conversation what its customer would probably have answered.",
    "effort": "Says of every conversation how hard it probably was for its customer.",
    "resolved": "Says of every conversation whether the concern was probably solved.",
}
AGREEMENT = {
    "auc": ("Puts the right one of two first", "share"),
    "spearman": ("Rank correlation with the ratings", "score"),
}


def card_of(
    ratings: Ratings,
    found: Reliability,
    values: Sequence[float],
    groups: Mapping[str, Sequence[str | None]],
    *,
    name: str,
    title: str,
    model: str,
    learned_at: datetime,
    data_version: int,
) -> ModelCard:
    """The card, from predictions of conversations by models that saw none of their agent's."""
    over = found.predicted - np.asarray(values, dtype=np.float64)
    named, leaning = _leans(over, groups)
    what, unit = AGREEMENT[found.measure]
    figures = (
        CardFigure(what, _estimate(found.agreement, unit)),
        CardFigure(f"{what}, the last third in time", _estimate(found.later, unit)),
        CardFigure("On the right side of the middle", _estimate(found.right, "share")),
        *named,
    )
    return ModelCard(
        name=name,
        title=title,
        purpose=PURPOSES[ratings.target],
        model=model,
        learned_from=ratings.told,
        base=int(np.isfinite(found.predicted).sum()),
        learned_at=learned_at,
        data_version=data_version,
        sentence=_sentence(found, leaning),
        figures=figures,
        bins=tuple(_bin(one, found.measure) for one in found.bins),
        fails=(*(f"{one}." for one in leaning), *_always(ratings)),
    )


def _sentence(found: Reliability, leaning: Sequence[Lean]) -> str:
    """Teams are counted, not named: the sentence is for everybody, their names for who sees all."""
    others = tuple(one for one in leaning if not of_teams(one.group))
    teams = len(leaning) - len(others)
    more = [f"{teams} team{'s' if teams > 1 else ''}"] if teams else []
    return replace(found, worst=others).sentence(more)


def _always(ratings: Ratings) -> tuple[str, ...]:
    if ratings.by_customers:
        return (
            "Customers who answer are not all customers: what it predicts for the others nobody has checked.",
        )
    return ("It learned what evaluators see in a conversation, which is not what its customer would say.",)


def _bin(one: Bin, measure: str) -> CardBin:
    if measure == "auc":
        base = one.observed.base
        return CardBin(one.predicted, proportion(round((one.observed.value or 0.0) * base), base))
    return CardBin(one.predicted, _estimate(one.observed, "score", "mean; Student t"))


def _leans(
    over: NDArray[np.float64], groups: Mapping[str, Sequence[str | None]]
) -> tuple[tuple[CardFigure, ...], list[Lean]]:
    """By how much predictions lie above what people said in each group, and the groups where that is surely
    not nothing, counting how many were looked at."""
    found: list[tuple[str, str, Estimate]] = []
    for dimension, labels in groups.items():
        column = np.asarray(labels, dtype=object)
        for label in sorted({str(one) for one in labels if one}):
            own = over[(column == label) & np.isfinite(over)]
            if len(own) >= FEWEST:
                found.append((dimension, label, mean(own)))
    named = tuple(
        CardFigure(f"{TOO_HIGH}{dimension}", one.with_(unit="score"), label)
        for dimension, label, one in found
    )
    chance = benjamini_hochberg([_p(one) for _, _, one in found]) if found else np.empty(0)
    leaning = [
        Lean(f"{dimension} {label}", Figure(one.value, one.low, one.high, one.base))
        for (dimension, label, one), p in zip(found, chance, strict=True)
        if p <= FALSE
    ]
    return named, sorted(leaning, key=lambda one: -abs(one.lean.value or 0.0))


def _p(one: Estimate) -> float:
    """Of Student's t that the lean is none."""
    from scipy import special

    if not one.standard_error or one.value is None or not one.degrees_of_freedom:
        return 1.0
    return float(2 * special.stdtr(one.degrees_of_freedom, -abs(one.value / one.standard_error)))


def _estimate(figure: Figure, unit: str, method: str = HELD_APART) -> Estimate:
    facts: dict[str, Any] = {"base": figure.base, "source": "human", "unit": unit}
    if figure.value is None:
        return Estimate(None, undefined_because="too few ratings", **facts)
    return Estimate(
        figure.value,
        figure.low,
        figure.high,
        method=method,
        **facts,
    )
