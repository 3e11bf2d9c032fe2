"""Which drivers account for an outcome, and for how much of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.drivers import r_squared_shares as shares
from rapport.measures.drivers.driver import Driver, DriverImportance
from rapport.measures.drivers.importance_fit import Fit, How, fit_of, logit_fit
from rapport.measures.drivers.importance_methods import LOGIT, TOGETHER, check_method, has_own
from rapport.measures.drivers.moments import Moments, moments_of
from rapport.measures.drivers.performance import Scales, performances
from rapport.measures.drivers.rows import Rows, rows_of
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import Bools, Floats, chosen, confidence_of
from rapport.records.errors import InputError

SHARE = "share of variance"
INTERVALS = ("auto", "linearised", "bootstrap")
OWN = "other drivers determine it: it has nothing of its own"
SEPARATED = "the drivers tell yes from no without error: there is no best fit"


@checked
def driver_importance(
    outcome: Any,
    drivers: Any,
    method: str = "lmg",
    weights: Any = None,
    clusters: Any = None,
    confidence: float = 0.95,
    *,
    groups: Mapping[str, Sequence[str]] | None = None,
    interval: str = "auto",
    draws: int | None = None,
    orders: int = 2_000,
    scales: Scales = None,
    seed: int = 0,
) -> DriverImportance:
    """Which drivers account for the outcome, and for how much of it.

    Question it answers: what should we work on, if the outcome is to move?

    Definition: R² of the regression of the outcome on all drivers, shared out. "lmg" (also "shapley",
    "dominance"): each driver's gain in R², averaged over all orders in which drivers can enter.
    "relative_weights" ("genizi"): Johnson's, through the closest uncorrelated variables. "car": squared
    correlation with those. "first": R² alone. "last": R² added to all others. "betasq": squared
    standardised coefficient. "pratt": that coefficient × correlation. "correlation", "standardized":
    those numbers themselves. "logit": for an outcome of yes or no, McFadden's R² (1 − log-likelihood /
    log-likelihood without drivers) of logistic regression, shared out as by "lmg". Version 1.

    Scale, unit, range: share of the outcome's variance, 0–1; "lmg", "relative_weights", "car" and
    "pratt" add up to R² ("pratt" may be negative). "correlation", "standardized": coefficient. "logit":
    share of deviance.

    Base: complete rows. Excluded: "no outcome", "a driver is missing", "no cluster".

    Parameters: `outcome` a column of numbers, or the name of one of the drivers' columns; `drivers` a
    data frame, a mapping of columns, or rows × drivers (named x1, x2, …); `weights` survey weights;
    `clusters` what was drawn, when rows come in groups; `groups` {name: drivers} that enter together as
    one ("lmg", "logit"); `interval` "auto", "linearised" or "bootstrap"; `draws` of the bootstrap;
    `orders` tried when more than 20 drivers are shared out by "lmg"; `scales` (low, high), or {driver:
    (low, high)}, of the drivers for `performance` (by default from the lowest to the highest value
    seen); `seed`.

    Returns: DriverImportance, a mapping {driver: Driver}. A Driver is an Estimate with its rank (and
    the ranks that cannot be ruled out), direction, correlation, coefficient, performance, inflation and
    exact duplicates. `r_squared` is an Estimate, `column("importance")` a list, `as_columns()` what a
    data frame is made of, `condition_index` tells collinearity.

    Undefined when: no row is complete, the outcome or the driver does not vary, or there are too few
    rows for so many drivers. A driver that the others determine has no "standardized", "last", "betasq"
    or "pratt"; "lmg", "relative_weights" and "car" give exact duplicates the same.

    Raises: InputError for text, infinite numbers, columns of different length, unknown names.

    How sure: "auto" linearises (no distribution is assumed; clusters and weights count) and takes the
    interval on the scale of a multiple correlation, where it is even; "lmg" and "relative_weights" of
    up to 2,000 units take the larger of that and of the standard error of 200 bootstrap draws, because
    averages of squares are curved. Covers 93.5–96.5 % from 100 rows on (coefficients and R² from 200)
    for drivers that account for 3 % or more, correlated or not; for less, up to 99 %; 0 is in the
    interval of a driver that accounts for nothing 94 times in 100. "pratt" covers 91–95 %. "bootstrap" gives
    percentiles of 1,000 draws, which are too high for small shares and never reach 0. Up to 20 drivers
    "lmg" tries all subsets; beyond, its standard error includes what sampling the orders adds.

    Do not: read it as what would happen if a driver were changed; it says what goes with what. Do not
    compare importances of outcomes or periods without `importance_change`.

    Validated against: R relaimpo, domir and dominanceanalysis on Swiss fertility and motor cars; the
    intervals by simulation.

    Example:
        >>> wait, clean = [1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 6]
        >>> found = driver_importance([1, 2, 2, 4, 5, 5], {"wait": wait, "clean": clean})
        >>> round(found["wait"].value, 3), round(found.r_squared.value, 3), found.ranked()
        (0.605, 0.933, ['wait', 'clean'])

    References: Lindeman, Merenda & Gold (1980), Introduction to Bivariate and Multivariate Analysis.
    Grömping (2006), doi:10.18637/jss.v017.i01. Johnson (2000), doi:10.1207/S15327906MBR3501_1. Genizi
    (1993), Statistica Sinica 3, 407–420. Zuber & Strimmer (2011), doi:10.2202/1544-6115.1730. Budescu
    (1993), doi:10.1037/0033-2909.114.3.542. Pratt (1987), Dividing the indivisible.

    See also: dominance, importance_performance, importance_change, stated_importance.
    """
    how = How(check_method(method), confidence_of(confidence), interval, draws, orders, seed)
    chosen(interval, INTERVALS, "interval")
    rows = rows_of(outcome, drivers, weights, clusters)
    members = members_of(rows.names, groups)
    if groups and how.method not in TOGETHER:
        raise InputError(f"method {method!r} knows no groups", "groups", 'use "lmg" or "logit"')
    return importance_of_rows(rows, members, how, performances(rows, scales))


def importance_of_rows(
    rows: Rows, members: Mapping[str, tuple[str, ...]], how: How, performance: Floats
) -> DriverImportance:
    """The same for rows arranged before."""
    facts: dict[str, Any] = {
        "confidence": how.confidence,
        "base": rows.base,
        "excluded": rows.excluded,
        "weighted_base": rows.weighted_base,
        "effective_base": rows.effective_base,
    }
    moments = moments_of(rows) if rows.base else None
    why, varied = _obstacle(rows, moments, how)
    if why or moments is None:
        gone = {name: _gone(why, how, facts) for name in members}
        nothing = undefined(why, unit=SHARE, definition="r_squared@1", **facts)
        return DriverImportance(gone, nothing, how.method, None, members)
    active = [name for name, here in zip(rows.names, varied[:-1], strict=True) if here]
    place = {name: row for row, name in enumerate(active)}
    players = {
        name: [place[one] for one in inside if one in place]
        for name, inside in members.items()
        if any(one in place for one in inside)
    }
    some, its = _only(rows, moments, varied)
    fit = (logit_fit if how.method == LOGIT else fit_of)(some, its, list(players.values()), how)
    found: dict[str, Driver] = {}
    told = _told(its, active)
    at = {name: row for row, name in enumerate(players)}
    for name, inside in members.items():
        if name not in at:
            found[name] = _gone("it does not vary: all rows have the same value", how, facts)
        elif not fit.known[at[name]]:
            found[name] = _gone(OWN if how.method != LOGIT else SEPARATED, how, facts)
        else:
            found[name] = _driver(fit, at[name], how, facts)
        if len(inside) == 1:
            mean = float(performance[rows.names.index(name)])
            found[name] = found[name].with_(performance=mean, **told.get(name, {}))
    return DriverImportance(found, _whole(fit, facts), how.method, _condition(its), members)


def members_of(
    names: tuple[str, ...], groups: Mapping[str, Sequence[str]] | None
) -> dict[str, tuple[str, ...]]:
    """Players by name: the groups, and each driver that is in none by itself."""
    found = {name: tuple(inside) for name, inside in (groups or {}).items()}
    inside = [one for group in found.values() for one in group]
    for one in inside:
        if one not in names or inside.count(one) > 1:
            what = "is no driver" if one not in names else "is in two groups"
            raise InputError(f"{one!r} {what}", "groups", "name each driver once")
    alone = {name: (name,) for name in names if name not in inside}
    if set(alone) & set(found):
        raise InputError("a group is named as a driver", "groups", "give it another name")
    return {**found, **alone}


def _obstacle(rows: Rows, moments: Moments | None, how: How) -> tuple[str, Bools]:
    """Why nothing can be told ("" when it can), and which columns vary."""
    if moments is None or rows.weighted_base <= 0:
        return "no row is complete", np.zeros(len(rows.names) + 1, dtype=bool)
    varied = moments.deviations > 0
    drivers = int(varied[:-1].sum())
    alone = how.method in {"correlation", "first"}
    if not varied[-1]:
        return "the outcome does not vary: there is nothing to account for", varied
    if not drivers:
        return "no driver varies", varied
    least = 3 if alone else drivers + 2
    if rows.base < least:
        return f"{rows.base} complete rows cannot tell {drivers} drivers apart", varied
    return "", varied


def _only(rows: Rows, moments: Moments, varied: Bools) -> tuple[Rows, Moments]:
    if varied.all():
        return rows, moments
    names = tuple(name for name, here in zip(rows.names, varied[:-1], strict=True) if here)
    some = Rows(names, rows.values[varied], rows.weights, rows.weighted, rows.units, rows.excluded)
    square = moments.correlations[np.ix_(varied, varied)]
    return some, Moments(moments.means[varied], moments.deviations[varied], square)


def _told(moments: Moments, names: list[str]) -> dict[str, dict[str, Any]]:
    """Facts of each driver that need no method."""
    r = moments.correlations
    own, beta, inflated = has_own(r), shares.standardised(r), shares.inflation(r)
    found = {}
    for row, name in enumerate(names):
        alike = np.abs(r[row, :-1]) >= 1 - 1e-10
        value = float(r[row, -1])
        found[name] = {
            "correlation": value,
            "direction": int(np.sign(value)),
            "coefficient": float(beta[row]) if own[row] else None,
            "inflation": float(inflated[row]) if own[row] else float("inf"),
            "same_as": tuple(names[other] for other in np.flatnonzero(alike) if other != row),
        }
    return found


def _condition(moments: Moments) -> float:
    values = np.linalg.eigvalsh(moments.correlations[:-1, :-1])
    return float(np.sqrt(values[-1] / values[0])) if values[0] > shares.SMALLEST else float("inf")


def _gone(why: str, how: How, facts: dict[str, Any]) -> Driver:
    return Driver(
        value=None,
        undefined_because=why,
        unit=SHARE,
        definition=f"driver_importance.{how.method}@1",
        **facts,
    )


def _driver(fit: Fit, row: int, how: How, facts: dict[str, Any]) -> Driver:
    total = float(np.abs(fit.values[fit.known]).sum())
    sure = bool(np.isfinite(fit.error[row]))
    extra = fit.method.error
    return Driver(
        value=float(fit.values[row]),
        low=float(fit.low[row]) if sure else None,
        high=float(fit.high[row]) if sure else None,
        standard_error=float(fit.error[row]) if sure else None,
        degrees_of_freedom=fit.df if sure else None,
        unit=fit.method.unit,
        method=f"{fit.method.title}, {fit.note}",
        definition=f"driver_importance.{how.method}@1",
        share=float(abs(fit.values[row])) / total if total > 0 else None,
        rank=int(fit.ranks[0, row]),
        rank_low=int(fit.ranks[1, row]),
        rank_high=int(fit.ranks[2, row]),
        monte_carlo_error=None if extra is None else float(extra[row]),
        **facts,
    )


def _whole(fit: Fit, facts: dict[str, Any]) -> Estimate:
    value, low, high, error = fit.r_squared
    sure = bool(np.isfinite(error))
    return Estimate(
        value=value,
        low=low if sure else None,
        high=high if sure else None,
        standard_error=error if sure else None,
        unit=SHARE if fit.method.unit == "coefficient" else fit.method.unit,
        method=f"R², {fit.note}",
        definition="r_squared@1",
        **facts,
    )
