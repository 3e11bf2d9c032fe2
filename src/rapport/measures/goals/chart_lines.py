"""The points, centre and limits of each kind of control chart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.measures.estimate import Estimate
from rapport.measures.goals.chart_constants import deviation_constant, range_constants
from rapport.measures.goals.chart_kinds import Rows, Sigma
from rapport.measures.inference.intervals import around, normal_quantile, share_interval
from rapport.measures.inputs import Bools, Floats


@dataclass(frozen=True, eq=False)
class Lines:
    """What a chart draws; `z` counts standard errors from the centre."""

    centre: Estimate
    sigma: Estimate
    points: Floats
    lower: Floats
    upper: Floats
    z: Floats
    lower_points: Floats | None = None


def value_lines(
    rows: Rows,
    chosen: Bools,
    kind: str,
    scatter: Sigma,
    centre: float | None,
    width: float,
    smoothing: float,
    level: float,
) -> Lines:
    """Charts of measured values."""
    if kind in ("mr", "r", "s"):
        return _scatter_lines(rows, chosen, kind, scatter, width, level)
    means = rows.means
    middle = _middle(rows, chosen, means, scatter, centre, level)
    error = scatter.value / np.sqrt(rows.sizes)
    points = means
    if kind == "ewma":
        points = _smoothed(means, middle.value or 0.0, smoothing)
        age = np.arange(1, len(means) + 1)
        error = error * np.sqrt(smoothing / (2 - smoothing) * (1 - (1 - smoothing) ** (2 * age)))
    return _around(points, middle, _sigma_estimate(scatter, level), error, width)


def cusum_lines(
    rows: Rows,
    chosen: Bools,
    scatter: Sigma,
    centre: float | None,
    shift: float,
    decision: float,
    level: float,
) -> Lines:
    """Sums of what exceeds half the shift, upwards and downwards, in standard errors."""
    means = rows.means
    middle = _middle(rows, chosen, means, scatter, centre, level)
    z = _divided(means - (middle.value or 0.0), scatter.value / np.sqrt(rows.sizes))
    up, down = np.zeros(len(z)), np.zeros(len(z))
    above = below = 0.0
    for place, one in enumerate(z.tolist()):
        above = max(0.0, above + one - shift / 2)
        below = min(0.0, below + one + shift / 2)
        up[place], down[place] = above, below
    limit = np.full(len(z), decision)
    return Lines(middle, _sigma_estimate(scatter, level), up, -limit, limit, z, down)


def count_lines(
    rows: Rows,
    chosen: Bools,
    kind: str,
    centre: float | None,
    width: float,
    overdispersed: bool,
    level: float,
) -> Lines:
    """Charts of counts: p and np of cases, u and c of events."""
    counts, sizes = rows.values[:, 0], rows.sizes
    total, cases = float(counts[chosen].sum()), float(sizes[chosen].sum())
    rate = total / cases if centre is None else centre
    spread = rate * (1 - rate) if kind in ("p", "np") else rate
    error = np.sqrt(max(spread, 0.0) / sizes)
    more = 1.0
    if overdispersed and chosen.sum() > 1:
        z = _divided(counts / sizes - rate, error)[chosen]
        more = float(np.abs(np.diff(z)).mean()) / range_constants(2)[0] or 1.0
        error = error * more
    quantile = normal_quantile(level)
    if kind in ("p", "np"):
        low, high = share_interval(total / more**2, cases / more**2, quantile, "wilson")
    else:
        low, high = _rate_interval(total / more**2, cases / more**2, level)
    made = "Laney, widened by the points' own scatter" if overdispersed else "as chance scatters counts"
    middle = Estimate(
        value=rate,
        low=None if centre is not None else min(low, rate),
        high=None if centre is not None else max(high, rate),
        unit="share" if kind in ("p", "np") else "events",
        standard_error=more * float(np.sqrt(max(spread, 0.0) / cases)),
        method=f"{kind} chart, {made}",
    )
    sigma = Estimate(value=more * float(np.sqrt(max(spread, 0.0))), unit=middle.unit, method=made)
    scale = sizes if kind in ("np", "c") else np.ones(len(sizes))
    drawn = _around(counts / sizes, middle, sigma, error, width)
    top = np.minimum(drawn.upper, 1.0) if kind in ("p", "np") else drawn.upper
    return Lines(
        middle, sigma, drawn.points * scale, np.maximum(drawn.lower, 0.0) * scale, top * scale, drawn.z
    )


def _scatter_lines(rows: Rows, chosen: Bools, kind: str, scatter: Sigma, width: float, level: float) -> Lines:
    """Ranges or deviations of each point; a moving range belongs to the later of its two points."""
    if kind == "mr":
        column = rows.values[:, 0]
        points = np.abs(np.diff(column, prepend=column[:1]))
        points[:1] = np.nan
        sizes = np.full(len(column), 2, dtype=np.intp)
        chosen = chosen & ~np.isnan(points)
    else:
        spread = np.nanmax(rows.values, axis=1) - np.nanmin(rows.values, axis=1)
        points = spread if kind == "r" else np.nanstd(rows.values, axis=1, ddof=1)
        sizes = rows.sizes.astype(np.intp)
    if kind == "s":
        c4 = np.array([deviation_constant(int(n)) for n in sizes])
        mean, reach = c4, np.sqrt(1 - c4**2)
    else:
        mean, reach = rows.ranges(sizes)
    usual = float(np.average(mean[chosen], weights=sizes[chosen]))
    low, high = scatter.interval(level)
    middle = Estimate(
        value=scatter.value * usual,
        low=None if low is None else low * usual,
        high=None if high is None else high * usual,
        unit="score",
        standard_error=None if scatter.cv is None else scatter.value * usual * scatter.cv,
        method=f"{kind} chart, {scatter.method}",
    )
    drawn = _around(points, middle, _sigma_estimate(scatter, level), scatter.value * reach, width)
    return Lines(middle, drawn.sigma, points, np.maximum(drawn.lower, 0.0), drawn.upper, drawn.z)


def _around(points: Floats, middle: Estimate, sigma: Estimate, error: Floats, width: float) -> Lines:
    value = middle.value or 0.0
    z = _divided(points - value, error)
    return Lines(middle, sigma, points, value - width * error, value + width * error, z)


def _middle(
    rows: Rows, chosen: Bools, means: Floats, scatter: Sigma, centre: float | None, level: float
) -> Estimate:
    """The mean of all values that calibrate."""
    if centre is not None:
        return Estimate(value=float(centre), unit="score", method="given")
    sizes = rows.sizes[chosen]
    value = float(np.average(means[chosen], weights=sizes))
    error = scatter.value / float(np.sqrt(sizes.sum()))
    return Estimate(
        **around(value, error, level, scatter.df),
        unit="score",
        method=f"mean of the calibrating points, sigma by {scatter.method}",
    )


def _sigma_estimate(scatter: Sigma, level: float) -> Estimate:
    low, high = scatter.interval(level)
    return Estimate(
        value=scatter.value,
        low=low,
        high=high,
        unit="score",
        standard_error=None if scatter.cv is None else scatter.value * scatter.cv,
        degrees_of_freedom=scatter.df if scatter.cv else None,
        method=scatter.method,
    )


def _smoothed(points: Floats, start: float, smoothing: float) -> Floats:
    found = np.empty(len(points))
    last = start
    for place, one in enumerate(points.tolist()):
        last = smoothing * one + (1 - smoothing) * last
        found[place] = last
    return found


def _rate_interval(events: float, cases: float, level: float) -> tuple[float, float]:
    """Jeffreys' interval of a rate; from 0 where nothing happened."""
    tail = (1 - level) / 2
    low = float(special.gammaincinv(events + 0.5, tail)) if events > 0 else 0.0
    return low / cases, float(special.gammaincinv(events + 0.5, 1 - tail)) / cases


def _divided(top: Floats, bottom: Floats) -> Floats:
    """Standard errors from the centre; none where nothing scatters."""
    return np.divide(top, bottom, out=np.zeros(len(top)), where=np.asarray(bottom) > 0)
