"""A sample weighted to a target: the weights, what they cost, and how alike both are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.inputs import Bools, Floats, weights_of
from rapport.measures.sampling.columns import rows_of
from rapport.measures.sampling.covariate_balance import CovariateBalance, balance_of
from rapport.measures.sampling.target_covariates import Covariate, covariates
from rapport.measures.sampling.target_design import TargetDesign, target_design
from rapport.measures.sampling.trim_weights import trim_weights
from rapport.measures.sampling.weighting_loss import WeightingLoss, weighting_loss
from rapport.records.errors import InputError

# Beyond it a probability cannot be told from 0 or 1.
FURTHEST = 36.0


@dataclass(frozen=True)
class TargetModel:
    """What the error of a weighted mean needs: the model's columns by cell (`x`), the cell of each row (the
    sample's first), the weights before (`start`), the probability of being of the target by cell, how the
    coefficients move with the conditions (`pull`), and the rows whose weight is `free` to move."""

    x: Floats
    cell: Any
    start: Floats
    probability: Floats
    pull: Floats
    free: Bools


@dataclass(frozen=True)
class TargetWeighted:
    """`weights` one a row of the sample, adding up to the target's; the `probability` of each of its rows of
    being of the sample rather than of the target, had both counted alike; what the weights cost (`loss`);
    the balance `before` and `after`; how many weights were `trimmed`; the labels of the target that nobody
    in the sample has (`absent`). Of a penalised propensity also the `penalty`, the share of the deviance
    `explained`, and the `coefficients` of the logarithm of the odds of being of the sample."""

    weights: Floats
    probability: Floats
    loss: WeightingLoss
    before: CovariateBalance
    after: CovariateBalance
    trimmed: int
    absent: tuple[str, ...]
    method: str
    penalty: float | None
    explained: float | None
    coefficients: Mapping[str, float] | None
    model: TargetModel = field(repr=False)


@dataclass(frozen=True)
class Pair:
    """A sample and its target, read: their columns, their model, and the weights of both before."""

    columns: list[Covariate]
    design: TargetDesign
    weights: Floats
    target_weights: Floats

    @property
    def start(self) -> Floats:
        """The weights before, the target's brought to the sum of the sample's."""
        odds = self.weights.sum() / self.target_weights.sum()
        return np.concatenate([self.weights, self.target_weights * odds])

    @property
    def own(self) -> Bools:
        """Which rows are the sample's."""
        return np.arange(len(self.design.cell)) < self.design.sample


def pair_of(
    sample: Any,
    target: Any,
    columns: Any,
    weights: Any,
    target_weights: Any,
    labels: Sequence[str],
    trim: float | None,
) -> Pair:
    """Both frames with their weights. Raises InputError."""
    if trim is not None and not trim > 1:
        todo = "give e.g. 20, or None for none"
        raise InputError(f"no weights are all under {trim:g} times their mean", "trim", todo)
    found = covariates(sample, target, columns, labels)
    n = rows_of(sample)
    before = weights_of(weights, n)
    return Pair(found, target_design(found, n), before, weights_of(target_weights, rows_of(target)))


def weighted(
    pair: Pair,
    x: Floats,
    odds: Floats,
    pull: Floats,
    trim: float | None,
    method: str,
    **facts: Any,
) -> TargetWeighted:
    """The weights that the logarithm of the odds of being of the target makes, by cell: cut, and brought to
    the target's sum."""
    total, own = float(pair.target_weights.sum()), pair.own
    odds = np.clip(odds, -FURTHEST, FURTHEST)
    score = odds[pair.design.cell[own]]
    raw = pair.weights * np.exp(score - score.max())
    raw *= total / raw.sum()
    cut = raw > (np.inf if trim is None else trim * raw.mean())
    weights = trim_weights(raw, high=trim * float(raw.mean()), spread="all") if trim is not None else raw
    return TargetWeighted(
        weights=weights,
        probability=special.expit(-score),
        loss=weighting_loss(weights),
        before=balance_of(pair.columns, pair.weights, pair.target_weights),
        after=balance_of(pair.columns, weights, pair.target_weights),
        trimmed=int(cut.sum()),
        absent=pair.design.absent,
        method=method,
        **{"penalty": None, "explained": None, "coefficients": None, **facts},
        model=TargetModel(x, pair.design.cell, pair.start, special.expit(odds), pull, ~cut),
    )
