"""Mean of a column under a sampling design, linearised: what every mean and share rests on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inference.design_variance import Design, drawn
from rapport.measures.inputs import Floats, blocks, weights_of

__all__ = ["Design", "DesignMean", "design_mean"]


@dataclass(frozen=True)
class DesignMean:
    """`value` and its `variance` (None when it cannot be told), `df`, the rows that `entered`, their
    weights' sum, Kish's effective base, and what to add to the method."""

    value: float
    variance: float | None
    df: float
    entered: int
    weighted: float
    effective: float
    note: str


def design_mean(values: Floats, design: Design) -> DesignMean | None:
    """Weighted mean of the values that are there, with Taylor-linearised variance; None without any.

    Sampling units are the clusters, or the rows. Degrees of freedom: units − strata. `population`
    counts sampling units, {stratum: N} or N.
    """
    here = ~np.isnan(values)
    if not here.any():
        return None
    if design.weights is not None and not weights_of(design.weights, len(values))[here].any():
        return None
    y = values if here.all() else values[here]
    if design.simple and design.weights is None:
        return _one_by_one(y)
    found = drawn(design, here)
    w = found.weight
    total = float(w.sum())
    value = float((w * y).sum() / total)
    variance = found.variance(w * (y - value) / total)
    effective = total**2 / float((w**2).sum())
    return DesignMean(value, variance, found.df, int(here.sum()), total, effective, found.note)


def _one_by_one(y: Floats) -> DesignMean:
    """Rows drawn alone and alike, without the columns of weights and contributions that others need."""
    n, mean = len(y), float(y.mean())
    squares = sum(float(((y[some] - mean) ** 2).sum()) for some in blocks(n))
    variance = squares / (n - 1) / n if n > 1 else None
    return DesignMean(mean, variance, float(n - 1), n, float(n), float(n), "")
