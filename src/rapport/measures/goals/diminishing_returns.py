"""Where a better score stops paying."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import Floats, confidence_of, numbers, sums, weights_of

MINIMUM_PAIRS = 200
WIDEST = 20.0
FRACTION = 0.2
KNOTS = 12


def diminishing_returns(
    qci: Any,
    outcome: Any,
    weights: Any = None,
    confidence: float = 0.95,
    *,
    seed: int = 0,
    draws: int = 400,
) -> Estimate:
    """The score beyond which the outcome hardly rises any more.

    Question it answers: what is a sensible target?

    Definition: definition 1 of the scoring rules. A rising, flattening curve of the outcome on the score
    (its slope linear between twelve knots, never rising, never negative, by least squares); the point
    where the slope falls under a fifth of its largest.

    Scale, unit, range: points, within the scores seen.

    Base: pairs with both. Excluded: "no outcome or score".

    Parameters: `qci` scores and `outcome` (stayed, bought again, recommended: 1 or 0; or an amount), one
    row an interaction; `weights` survey weights; `seed`, `draws` of the bootstrap.

    Returns: Estimate in points.

    Undefined when: fewer than 200 pairs; the outcome does not rise with the score; returns do not
    diminish within the scores seen; or the interval is wider than 20 points: the data do not tell.

    How sure: percentile bootstrap over pairs.

    Do not: read it as cause and effect; other things move both.

    Validated against: simulated outcomes of known curves.

    Example:
        >>> diminishing_returns([50, 60], [0, 1]).undefined_because
        'fewer than 200 scored interactions have an outcome (2)'

    References: Wang & Ghosh (2012), doi:10.1016/j.csda.2011.10.021 (shape-restricted regression).

    See also: audit_mean.
    """
    level = confidence_of(confidence)
    x = numbers(qci, "qci")
    y = numbers(outcome, "outcome", length=len(x))
    w = weights_of(weights, len(x))
    here = ~np.isnan(x) & ~np.isnan(y)
    x, y, w = x[here], y[here], w[here]
    facts: dict[str, Any] = {
        "confidence": level,
        "base": len(x),
        "excluded": {"no outcome or score": int((~here).sum())} if (~here).any() else {},
        "definition": "diminishing_returns@1",
        "method": "monotone concave least squares, bootstrap",
    }
    if len(x) < MINIMUM_PAIRS:
        because = f"fewer than {MINIMUM_PAIRS} scored interactions have an outcome ({len(x)})"
        return undefined(because, **facts)
    from scipy import stats

    if np.ptp(x) == 0 or np.ptp(y) == 0 or stats.spearmanr(x, y, alternative="greater").pvalue > 0.05:
        return undefined("the outcome does not rise with the score", **facts)
    order = np.lexsort((w, y, x))
    curve = _Curve(x[order])
    value = curve.turning_point(y[order], w[order])
    spread = _bootstrap(curve, y[order], w[order], draws, seed)
    low, high = (float(end) for end in np.quantile(spread, [(1 - level) / 2, (1 + level) / 2]))
    if high - low > WIDEST:
        return undefined(f"the data do not tell: it may lie anywhere from {low:.0f} to {high:.0f}", **facts)
    if value >= curve.knots[-1] - 1e-9:
        return undefined("returns do not diminish within the scores seen", **facts)
    error = float(spread.std())
    return Estimate(value=value, low=min(low, value), high=max(high, value), standard_error=error, **facts)


def _bootstrap(curve: _Curve, y: Floats, w: Floats, draws: int, seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    n = len(y)
    return np.array([curve.turning_point(y, w * sums(rng.integers(0, n, n), None, n)) for _ in range(draws)])


class _Curve:
    """A curve over fixed scores whose slope falls from knot to knot."""

    def __init__(self, x: Floats) -> None:
        low, high = np.quantile(x, [0.02, 0.98])
        self.knots: Floats = np.linspace(low, high, KNOTS)
        self.bins = np.clip(np.round((x - x.min()) * 2).astype(np.intp), 0, None)
        self.count = int(self.bins.max()) + 1
        centre = x.min() + np.arange(self.count) / 2
        self.basis = np.column_stack([self._rise(centre, j) for j in range(KNOTS)])

    def _rise(self, x: Floats, j: int) -> Floats:
        """A curve of slope 1 up to knot j − 1, falling to 0 at knot j; the last rises throughout."""
        if j == KNOTS - 1:
            return np.asarray(x - self.knots[0], dtype=np.float64)
        start, end = self.knots[j], self.knots[j + 1]
        into = np.clip(x, start, end) - start
        curve: Floats = np.minimum(x, start) - self.knots[0] + into - into**2 / (2 * (end - start))
        return curve

    def turning_point(self, y: Floats, w: Floats) -> float:
        """Where the slope falls under a fifth of its largest; the last knot when it never does."""
        from scipy import optimize

        weight = sums(self.bins, w, self.count)
        seen = weight > 0
        root = np.sqrt(weight[seen])
        mean = sums(self.bins, w * y, self.count)[seen] / weight[seen]
        basis = self.basis[seen]
        centre = np.average(basis, axis=0, weights=weight[seen])
        target = (mean - np.average(mean, weights=weight[seen])) * root
        part, _ = optimize.nnls((basis - centre) * root[:, None], target, maxiter=50 * KNOTS)
        slope = np.concatenate([[part.sum()], part.sum() - np.cumsum(part[:-1])])
        return self._first_below(slope)

    def _first_below(self, slope: Floats) -> float:
        limit = FRACTION * slope[0]
        below = np.flatnonzero(slope < limit - 1e-12)
        if slope[0] <= 0 or not len(below):
            return float(self.knots[-1])
        k = int(below[0])
        step = (slope[k - 1] - limit) / (slope[k - 1] - slope[k])
        return float(self.knots[k - 1] + step * (self.knots[k] - self.knots[k - 1]))
