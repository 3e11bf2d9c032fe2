"""Many groups' numbers pulled towards their common mean by as much as chance explains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inputs import Floats


@dataclass(frozen=True)
class Pooled:
    """`value` and `variance` of each group after pooling, the common `mean`, and `between` the variance
    of true values between groups."""

    value: Floats
    variance: Floats
    mean: float
    between: float


def pooled(value: Floats, variance: Floats) -> Pooled:
    """Empirical-Bayes values of groups with known sampling variances.

    The variance between groups is Paule and Mandel's; the posterior variance adds the common mean's
    own, and Morris' part for not knowing the variance between.
    """
    between = between_variance(value, variance)
    weight = 1 / np.maximum(between + variance, 1e-12)
    mean = float((weight * value).sum() / weight.sum())
    groups = len(value)
    kept = between * weight
    if groups > 3:
        kept = 1 - (1 - kept) * (groups - 3) / (groups - 1)
    posterior = variance * kept + (1 - kept) ** 2 / weight.sum()
    if groups > 3:
        posterior = posterior + 2 / (groups - 3) * (1 - kept) ** 2 * (value - mean) ** 2
    return Pooled(mean + kept * (value - mean), posterior, mean, between)


def between_variance(value: Floats, variance: Floats) -> float:
    """Paule and Mandel's variance between groups: Σ (y − μ)²/(τ² + v) equals groups − 1."""
    groups = len(value)
    if groups < 2:
        return 0.0

    def surplus(between: float) -> float:
        weight = 1 / np.maximum(between + variance, 1e-12)
        mean = (weight * value).sum() / weight.sum()
        return float((weight * (value - mean) ** 2).sum() - (groups - 1))

    if surplus(0.0) <= 0:
        return 0.0
    top = float(np.ptp(value) ** 2) + 1.0
    from scipy import optimize

    return float(optimize.brentq(surplus, 0.0, top * groups, xtol=1e-10))
