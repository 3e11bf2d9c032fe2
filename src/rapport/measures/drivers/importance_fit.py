"""Importances of complete rows with their intervals, as arrays over the drivers (or groups) that vary."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.drivers import r_squared_shares as shares
from rapport.measures.drivers.importance_interval import (
    Spread,
    interval,
    r_squared_interval,
    rank_ranges,
    root_slope,
)
from rapport.measures.drivers.importance_methods import Method, has_own, method_of
from rapport.measures.drivers.logit_shares import logit_shares
from rapport.measures.drivers.moments import Moments, covariance_of
from rapport.measures.drivers.resampled import resampled
from rapport.measures.drivers.rows import Rows
from rapport.measures.drivers.subsets import Players
from rapport.measures.inference.intervals import student_quantile
from rapport.measures.inputs import Bools, Codes, Floats

FEW_UNITS = 2_000
FEW_PLAYERS = 12
FEW_DRAWS = 200
MANY_DRAWS = 1_000
# A correlation's variance goes with 1 / (n − 3), and its own rows pull it.
ALONE = 3


@dataclass(frozen=True)
class How:
    """What was asked for: method, confidence, interval ("auto", "linearised", "bootstrap") and sampling."""

    method: str
    confidence: float
    interval: str = "auto"
    draws: int | None = None
    orders: int = 2_000
    seed: int = 0


@dataclass(frozen=True)
class Fit:
    """One entry a player: `low`, `high`, `error` NaN where there is no interval; `ranks` its rank and the
    lowest and highest that cannot be ruled out; `known` False where the others leave nothing to tell.
    `r_squared`: value, limits, standard error."""

    method: Method
    values: Floats
    low: Floats
    high: Floats
    error: Floats
    ranks: Codes
    known: Bools
    r_squared: tuple[float, float, float, float]
    df: float
    note: str


def fit_of(rows: Rows, moments: Moments, players: Players, how: How) -> Fit:
    """Importances, their covariance by linearisation or resampling, intervals and ranks."""
    r = moments.correlations
    method = method_of(how.method, r, players, how.orders, how.seed)
    values = np.asarray(method.values(r))
    if method.scale == "root":
        values = np.clip(values, 0.0, 1.0)
    total = min(max(float(shares.r_squared(r)), 0.0), 1.0)
    known = has_own(r) if method.own else np.ones(len(values), dtype=bool)
    freedom = Freedom.of(rows, ALONE if method.alone else len(r) - 1)
    if freedom.df < 1:
        return _unsure(method, values, total, known, freedom.df)
    drawn = _draws(rows, moments, method, players, how)
    gradient = np.concatenate([method.gradient(r), shares.r_squared_gradient(r)[None]])
    covariance = covariance_of(rows, moments, gradient)
    if drawn is not None:
        most = (root_slope(values) ** 2 / freedom.units) if method.curved else np.full(len(values), np.inf)
        covariance = _larger(covariance, np.cov(drawn.T), np.append(most, np.inf))
    own = covariance[:-1, :-1] * freedom.factor
    if method.error is not None:
        own = own + np.diag(method.error**2)
    spread = Spread(own, freedom.quantile(how.confidence), freedom.df)
    whole = Freedom.of(rows, len(r) - 1)
    error = float(np.sqrt(max(covariance[-1, -1], 0.0) * whole.factor))
    if drawn is not None and how.interval == "bootstrap":
        low, high = _percentiles(drawn, np.append(values, total), how.confidence)
        ends, low, high = (float(low[-1]), float(high[-1])), low[:-1], high[:-1]
    else:
        low, high = interval(values, spread, method.scale, freedom.units)
        reach = error * whole.quantile(how.confidence) if whole.df >= 1 else np.nan
        ends = r_squared_interval(total, reach, max(whole.df, 1.0), len(r) - 1)
    note = "linearised" if drawn is None else f"{len(drawn):,} bootstrap draws"
    ranks = _ranks(values, spread, known, method, how.confidence)
    whole_error = error if whole.df >= 1 else np.nan
    return Fit(
        method, values, low, high, spread.error, ranks, known, (total, *ends, whole_error), freedom.df, note
    )


def logit_fit(rows: Rows, moments: Moments, players: Players, how: How) -> Fit:
    """The same for a yes or no; linearised only."""
    found = logit_shares(rows, moments, players)
    values, total = np.clip(found.values[:-1], 0.0, 1.0), float(found.values[-1])
    known = np.full(len(values), not found.separated)
    method = Method(
        f"McFadden's R² shared out (Shapley), all {1 << len(players):,} subsets",
        lambda _: values,
        lambda _: np.zeros((len(values), len(rows.names) + 1, len(rows.names) + 1)),
        unit="share of deviance",
        settled=False,
    )
    freedom = Freedom.of(rows, len(rows.names))
    if freedom.df < 1 or found.separated:
        return _unsure(method, values, total, known, freedom.df)
    spread = Spread(found.covariance * freedom.factor, freedom.quantile(how.confidence), freedom.df)
    low, high = interval(np.append(values, total), spread, "root", freedom.units)
    own = Spread(spread.covariance[:-1, :-1], spread.quantile, spread.df)
    ranks = _ranks(values, own, known, method, how.confidence)
    told = (total, float(low[-1]), float(high[-1]), float(spread.error[-1]))
    return Fit(method, values, low[:-1], high[:-1], own.error, ranks, known, told, freedom.df, "linearised")


def _draws(rows: Rows, moments: Moments, method: Method, players: Players, how: How) -> Floats | None:
    """Bootstrap values of the players and, last, of R²; None where linearisation does."""
    few = method.curved and rows.unit_count <= FEW_UNITS and len(players) <= FEW_PLAYERS
    if not method.settled or not (how.interval == "bootstrap" or (how.interval == "auto" and few)):
        return None
    draws = how.draws or (MANY_DRAWS if how.interval == "bootstrap" else FEW_DRAWS)
    matrices = resampled(rows, moments, draws, how.seed).correlations
    return np.column_stack([method.values(matrices), shares.r_squared(matrices)])


def _percentiles(drawn: Floats, values: Floats, confidence: float) -> tuple[Floats, Floats]:
    tail = (1 - confidence) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail], axis=0)
    return np.minimum(low, values), np.maximum(high, values)


def _unsure(method: Method, values: Floats, total: float, known: Bools, df: float) -> Fit:
    """Values without intervals."""
    nothing = np.full(len(values), np.nan)
    spread = Spread(np.diag(np.full(len(values), np.inf)), 1.0, np.inf)
    ranks = _ranks(values, spread, known, method, 0.95)
    unsure = (total, np.nan, np.nan, np.nan)
    note = "too few rows for an interval"
    return Fit(method, values, nothing, nothing, nothing, ranks, known, unsure, df, note)


def _ranks(values: Floats, spread: Spread, known: Bools, method: Method, confidence: float) -> Codes:
    """Rank, lowest and highest that cannot be ruled out, of those that are known; 0 for the others."""
    sign = np.where(values < 0, -1.0, 1.0) if method.unit == "coefficient" else np.ones(len(values))
    square = spread.covariance * np.outer(sign, sign)
    some = Spread(square[np.ix_(known, known)], spread.quantile, spread.df)
    found = np.zeros((3, len(values)), dtype=np.intp)
    found[:, known] = rank_ranges((values * sign)[known], some, confidence)
    return found


@dataclass(frozen=True)
class Freedom:
    """Independent `units` (clusters, or what the weighted rows are worth), degrees of freedom, and the
    factor by which a small sample understates a variance."""

    units: float
    df: float
    factor: float

    @classmethod
    def of(cls, rows: Rows, drivers: int) -> Freedom:
        """For a fit with that many drivers."""
        units = rows.effective_base if rows.units is None else float(rows.unit_count)
        df = units - drivers - 1
        if rows.units is not None and df < 1:
            return cls(units, units - 1, 1.0)
        return cls(units, df, (units - 1) / df if df > 0 else 1.0)

    def quantile(self, confidence: float) -> float:
        """Student's."""
        return student_quantile(self.df, confidence)


def _larger(linear: Floats, drawn: Floats, most: Floats) -> Floats:
    """The draws' correlations with the larger of both variances.

    The draws' counts up to `most` only: near 0 squares of draws spread far more than their roots, and no
    root of a share is less certain than a correlation.
    """
    variance = np.maximum(np.diag(linear), np.minimum(np.diag(drawn), most))
    error = np.sqrt(np.where(np.diag(drawn) > 0, np.diag(drawn), 1.0))
    scale = np.sqrt(variance) / error
    found = np.where(np.diag(drawn)[:, None] * np.diag(drawn) > 0, drawn * np.outer(scale, scale), linear)
    found[np.diag_indices(len(found))] = variance
    return np.asarray(found)
