"""Weights under which a sample has the same columns as its target, by a balancing propensity score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inputs import Floats, chosen
from rapport.measures.sampling.balancing_moments import Moments, balanced
from rapport.measures.sampling.ridge_path import ridge_at
from rapport.measures.sampling.target_weighted import Pair, TargetWeighted, pair_of, weighted

METHODS = ("over", "exact")
# So little that only coefficients without an end are held by it.
SPECK = 1e-10


@checked
def covariate_balancing_weights(
    sample: Any,
    target: Any,
    columns: str | Sequence[str] | None = None,
    method: str = "over",
    *,
    weights: Any = None,
    target_weights: Any = None,
    labels: Sequence[str] = (),
    trim: float | None = 20.0,
) -> TargetWeighted:
    """Survey weights that balance a sample against a target of single people (CBPS).

    Question it answers: how much must each answer count, so that those who answered are, column by column,
    like the people of a file that I have?

    Definition: w · p/(1 − p), p the probability of being of the target by a logistic regression, scaled to
    the target's sum. "exact": its coefficients make the weighted sample's columns equal to the target's.
    "over": these conditions and those of the likelihood together, by generalised method of moments in two
    steps (weighted by the inverse of their covariance at the likelihood's coefficients times 0.8 to 1.1);
    steadier, nearly balanced. Columns become 0 and 1 as in `propensity_weights`: tenths of numbers, labels
    of 5 % and more, missing. p stays 10⁻⁵ off 0 and 1; weights beyond `trim` times their mean are cut once.

    Scale, unit, range: weights ≥ 0 that add up to the target's.

    Base: every row of both; a missing value is a value of its own.

    Parameters: as `propensity_weights`; `method` "over" or "exact".

    Returns: TargetWeighted: `.weights`, `.loss`, the balance `.before` and `.after`, and the labels of the
    target that nobody in the sample has (`.absent`), which no weights can balance.

    Raises: InputError as `propensity_weights`, and for an unknown method.

    How sure: `target_mean` gives the mean with an error that knows the weights were estimated; `mean` with
    the weights takes them as given and is cautious (98 % in simulation). Both hold when, within what the
    columns know, being of the sample has nothing to do with the answer.

    Do not: balance on dozens of columns with a small sample; `.loss` shows what it costs.

    Validated against: PyPI balance 0.23 (cbps) on its simulated sample and on sixteen others, of numbers,
    labels, missing values and survey weights: weights and design effect, to 0.3 % of each weight (its
    solver stops after 1,000 tries; allowed more it agrees further); "exact" against raking to the margins.

    Example:
        >>> answered = {"kind": ["new"] * 60 + ["old"] * 40}
        >>> asked = {"kind": ["new"] * 100 + ["old"] * 300}
        >>> found = covariate_balancing_weights(answered, asked, method="exact")
        >>> found.weights[[0, -1]].round(4).tolist()
        [1.6667, 7.5]

    References: Imai & Ratkovic (2014), doi:10.1111/rssb.12027. Sarig, Galili & Eilat (2023),
    arXiv:2307.06024.

    See also: propensity_weights, target_mean, covariate_balance, calibrate, rake.
    """
    chosen(method, METHODS, "method")
    pair = pair_of(sample, target, columns, weights, target_weights, labels, trim)
    own, start = pair.own, pair.start
    x = _basis(pair)
    moments = Moments(
        x, pair.design.sums(np.where(own, 0.0, start)), pair.design.sums(np.where(own, start, 0.0))
    )
    likely, _ = ridge_at(x, moments.target, moments.sample, SPECK, np.zeros(x.shape[1]))
    found = balanced(moments, likely, method == "exact")
    p = moments.probability(found.beta)
    return weighted(
        pair,
        x,
        np.log(p / (1 - p)),
        found.pull / moments.size,
        trim,
        f"covariate balancing propensity, {method}",
    )


def _basis(pair: Pair) -> Floats:
    """The constant and the model's columns as directions of their own, each of one standard deviation over
    the rows; columns that say the same twice give one."""
    count = pair.design.sums(np.ones(len(pair.design.cell)))
    mean = count @ pair.design.x / count.sum()
    centred = pair.design.x - mean
    deviation = np.sqrt(count @ centred**2 / count.sum())
    varies = deviation > 1e-9
    lines = np.column_stack([np.ones(len(count)), centred[:, varies] / deviation[varies]])
    root = np.sqrt(count)[:, None]
    left, size, _ = np.linalg.svd(lines * root, full_matrices=False)
    return np.asarray(left[:, size > 1e-10 * size[0]] * count.sum() ** 0.5 / root)
