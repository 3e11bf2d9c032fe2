"""What customers say matters, against what goes with their satisfaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from rapport.measures.checked import checked
from rapport.measures.drivers.driver import Driver, DriverImportance
from rapport.measures.drivers.driver_importance import importance_of_rows, members_of
from rapport.measures.drivers.importance_draws import importance_draws
from rapport.measures.drivers.importance_fit import How
from rapport.measures.drivers.importance_methods import check_method
from rapport.measures.drivers.performance import performances
from rapport.measures.drivers.quadrants import Cut, cut_off, probabilities, quadrant_of
from rapport.measures.drivers.rows import rows_of
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.mean import mean
from rapport.measures.inputs import Floats, confidence_of, numbers
from rapport.records.errors import InputError

QUADRANTS = ("hidden", "key", "low", "basic")


@dataclass(frozen=True)
class Stated:
    """`stated` importance and `derived` importance of a driver, the `quadrant` and its `probability`."""

    stated: Estimate
    derived: Driver
    quadrant: str | None
    probability: float | None


@dataclass(frozen=True)
class StatedImportance:
    """{driver: Stated}, Spearman's `rank_correlation` over the drivers, and the derived importances."""

    drivers: Mapping[str, Stated]
    rank_correlation: Estimate
    derived: DriverImportance


@checked
def stated_importance(
    stated: Any,
    outcome: Any,
    drivers: Any,
    method: str = "lmg",
    weights: Any = None,
    clusters: Any = None,
    confidence: float = 0.95,
    *,
    stated_from: Cut = "mean",
    derived_from: Cut = "mean",
    draws: int = 1_000,
    seed: int = 0,
) -> StatedImportance:
    """Stated against derived importance.

    Question it answers: do customers ask for what their satisfaction goes with?

    Definition: stated: the mean of what customers said; derived: `driver_importance`. "key": both high;
    "hidden": derived only; "basic": stated only (often taken for granted until it fails); "low":
    neither; the lines are the means over the drivers, their medians, or numbers. Spearman's rank
    correlation of the two over the drivers. Version 1.

    Scale, unit, range: rank correlation −1 to 1, "coefficient"; stated as said; derived as its method.

    Base: of the rank correlation the drivers that have both; of derived the complete rows.

    Parameters: `stated` {driver: number}, or a data frame or mapping of columns named as the drivers,
    one row a customer, who need not be those of `outcome`; the others as in `driver_importance`.

    Returns: StatedImportance.

    Undefined when: under three drivers have both, or all are stated alike.

    Raises: InputError for a driver that nobody was asked about.

    How sure: percentile bootstrap of rows (the drivers are these, not a sample of drivers). The rank
    correlation's interval leans towards 0 and covers too little where drivers are nearly alike.

    Do not: choose between the two; where they differ is the finding.

    Validated against: scipy's spearmanr; derived importances against R (see driver_importance).

    Example:
        >>> rng = np.random.default_rng(2)
        >>> x = rng.normal(size=(400, 3))
        >>> drivers = {"price": x[:, 0], "staff": x[:, 1], "wait": x[:, 2]}
        >>> found = stated_importance(
        ...     {"price": 9, "staff": 5, "wait": 7}, x @ [0.1, 1, 0.5] + rng.normal(size=400), drivers
        ... )
        >>> found.rank_correlation.value, found.drivers["price"].quadrant
        (-1.0, 'basic')

    References: Martilla & James (1977), doi:10.1177/002224297704100112. Matzler, Bailom, Hinterhuber,
    Renzl & Pichler (2004), doi:10.1016/S0019-8501(03)00055-5.

    See also: driver_importance, importance_performance.
    """
    how = How(check_method(method), confidence_of(confidence), seed=seed)
    rows = rows_of(outcome, drivers, weights, clusters)
    columns = _columns(stated, rows.names)
    said = {name: _said(column, how.confidence) for name, column in columns.items()}
    derived = importance_of_rows(rows, members_of(rows.names, None), how, performances(rows, None))
    names = [name for name in rows.names if derived[name].value is not None and said[name].value is not None]
    found = _values(said, names), np.abs(_values(derived, names))
    if not names:
        nothing = {name: Stated(said[name], derived[name], None, None) for name in rows.names}
        return StatedImportance(nothing, _correlation(found, None, how), derived)
    drawn = (
        _said_again(columns, names, draws, how.seed),
        importance_draws(rows, [rows.names.index(name) for name in names], how, draws)[0],
    )
    lines = cut_off(found[0], stated_from), cut_off(found[1], derived_from)
    sure = probabilities((found[1], found[0]), (drawn[1], drawn[0]), derived_from, stated_from)
    places = quadrant_of(found[1], found[0], (lines[1], lines[0]))
    told = {}
    for name in rows.names:
        at = names.index(name) if name in names else None
        told[name] = Stated(
            said[name],
            derived[name],
            None if at is None else QUADRANTS[places[at]],
            None if at is None else float(sure[at]),
        )
    return StatedImportance(told, _correlation(found, drawn, how), derived)


def _columns(stated: Any, names: tuple[str, ...]) -> dict[str, Floats]:
    """What was said of each driver: one number, or one a customer."""
    frame = nw.from_native(stated, eager_only=True, pass_through=True)
    if not isinstance(frame, nw.DataFrame | Mapping):
        raise InputError(
            "stated importances have no names", "stated", "give {driver: number} or a data frame"
        )
    given = frame.columns if isinstance(frame, nw.DataFrame) else list(frame)
    if lost := [name for name in names if name not in given]:
        raise InputError(f"nobody was asked how important {lost[0]!r} is", "stated", "name every driver")
    return {
        name: numbers([frame[name]] if isinstance(frame[name], int | float) else frame[name], name)
        for name in names
    }


def _said(column: Floats, confidence: float) -> Estimate:
    if len(column) != 1:
        return mean(column, confidence=confidence)
    if np.isnan(column[0]):
        return undefined("nothing was stated", unit="score", confidence=confidence)
    return Estimate(value=float(column[0]), unit="score", base=1, method="as given", confidence=confidence)


def _said_again(columns: dict[str, Floats], names: list[str], draws: int, seed: int) -> Floats:
    """Means of what was said over customers drawn again; the same customers for all drivers."""
    rng = np.random.default_rng([seed, 1])
    size = max(len(columns[name]) for name in names)
    if size == 1:
        return np.tile([columns[name][0] for name in names], (draws, 1))
    table = np.stack([np.broadcast_to(columns[name], size) for name in names])
    table = table[:, np.lexsort(table)]
    here = ~np.isnan(table)
    filled = np.where(here, table, 0.0)
    found = np.empty((draws, len(names)))
    for draw in range(draws):
        times = np.bincount(rng.integers(0, size, size), minlength=size).astype(np.float64)
        found[draw] = (filled @ times) / np.maximum(here @ times, 1e-300)
    return found


def _values(told: Mapping[str, Estimate], names: list[str]) -> Floats:
    return np.array([float(told[name]) for name in names], dtype=np.float64)


def _correlation(found: tuple[Floats, Floats], drawn: tuple[Floats, Floats] | None, how: How) -> Estimate:
    facts: dict[str, Any] = {
        "unit": "coefficient",
        "base": len(found[0]),
        "confidence": how.confidence,
        "definition": "stated_importance@1",
    }
    if drawn is None or len(found[0]) < 3:
        return undefined("fewer than three drivers have both", **facts)
    value = float(_spearman(found[0][None], found[1][None])[0])
    if np.isnan(value):
        return undefined("all drivers are stated alike", **facts)
    again = _spearman(*drawn)
    again = again[~np.isnan(again)]
    tail = (1 - how.confidence) / 2
    low, high = np.quantile(again, [tail, 1 - tail])
    return Estimate(
        value=value,
        low=min(float(low), value),
        high=max(float(high), value),
        standard_error=float(again.std(ddof=1)),
        method="Spearman, percentile bootstrap of rows",
        **facts,
    )


def _spearman(a: Floats, b: Floats) -> Floats:
    """Rank correlation of each line; NaN where a line is all alike."""
    first, second = _ranks(a), _ranks(b)
    first, second = first - first.mean(axis=1, keepdims=True), second - second.mean(axis=1, keepdims=True)
    below = np.sqrt((first**2).sum(axis=1) * (second**2).sum(axis=1))
    top = (first * second).sum(axis=1)
    return np.where(below > 0, top / np.where(below > 0, below, 1.0), np.nan)


def _ranks(lines: Floats) -> Floats:
    """Middle ranks."""
    less = (lines[:, :, None] > lines[:, None, :]).sum(axis=2)
    alike = (lines[:, :, None] == lines[:, None, :]).sum(axis=2)
    return np.asarray(less + (alike + 1) / 2)
