"""The outcome of cases that met something against comparable ones that did not, for many things at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.measures.inference.intervals import student_limits
from rapport.measures.inputs import Codes, Floats, sums

FEW = 5


@dataclass(frozen=True, eq=False)
class Matched:
    """Of each thing: the `difference` met − not met (NaN: cannot be told), its `error`, `df`, limits, two-
    sided `p`, and the cases `met` and `others` that entered."""

    difference: Floats
    error: Floats
    df: Floats
    low: Floats
    high: Floats
    p: Floats
    met: Floats
    others: Floats


@dataclass(frozen=True, eq=False)
class _Arm:
    """Cases, sum and squares about the stratum's mean of an arm: things × strata."""

    n: Floats
    mean: Floats
    square: Floats

    def variance(self) -> Floats:
        """Of the mean of each cell; cells of few cases borrow the spread of the arm's other cells."""
        with np.errstate(invalid="ignore", divide="ignore"):
            own = self.square / (self.n - 1)
            pooled = self.square.sum(axis=1) / np.maximum((self.n - 1).clip(0).sum(axis=1), 0)
            spread = np.where(self.n >= FEW, own, pooled[:, None])
            found: Floats = spread / self.n
        return found


def matched_difference(
    case: Codes, thing: Codes, things: int, outcome: Floats, stratum: Codes, confidence: float
) -> Matched:
    """`case` met `thing` (pairs, each once); `outcome` of every case (NaN: unknown) and its `stratum`.

    Within each stratum the mean of those who met less the mean of the others, weighted by those who met;
    strata without either are left out.
    """
    strata = int(stratum.max(initial=-1)) + 1
    known = ~np.isnan(outcome)
    pairs = known[case]
    case, thing = case[pairs], thing[pairs]
    centre = float(outcome[known].mean()) if known.any() else 0.0
    y = np.where(known, outcome - centre, 0.0)
    shape = (things, strata)
    cell = thing * strata + stratum[case]
    met = [sums(cell, one, things * strata).reshape(shape) for one in (None, y[case], y[case] ** 2)]
    whole = [sums(stratum[known], one, strata) for one in (None, y[known], y[known] ** 2)]
    one, two = _arm(*met), _arm(*(all_of - part for all_of, part in zip(whole, met, strict=True)))
    both = (one.n > 0) & (two.n > 0)
    n_met, n_other = (np.where(both, arm.n, 0).sum(axis=1) for arm in (one, two))
    with np.errstate(invalid="ignore", divide="ignore"):
        weight = np.where(both, one.n, 0) / n_met[:, None]
        value = np.where(both, weight * (one.mean - two.mean), 0).sum(axis=1)
        parts = [np.where(both, weight**2 * arm.variance(), 0) for arm in (one, two)]
        variance = sum(part.sum(axis=1) for part in parts)
        below = sum(
            (part**2 / np.maximum(arm.n - 1, 1)).sum(axis=1)
            for part, arm in zip(parts, (one, two), strict=True)
        )
        df = np.where(below > 0, variance**2 / below, np.inf)
        error = np.sqrt(variance)
        t = value / error
    none = (n_met == 0) | ~np.isfinite(error)
    value, error, t = np.where(n_met == 0, np.nan, value), np.where(none, np.nan, error), np.abs(t)
    p = np.where(none | (error == 0), np.nan, 2 * special.stdtr(np.maximum(df, 1), -t))
    low, high = student_limits(value, error, np.where(np.isfinite(df), df, 1e9), confidence)
    return Matched(value, error, df, low, high, p, n_met, n_other)


def _arm(n: Floats, total: Floats, squares: Floats) -> _Arm:
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(n > 0, total / np.maximum(n, 1), 0.0)
    return _Arm(n, mean, np.maximum(squares - n * mean**2, 0.0))
