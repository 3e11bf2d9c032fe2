"""What matters and is not yet done well: drivers by importance and performance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.drivers.driver import Driver, DriverImportance
from rapport.measures.drivers.driver_importance import importance_of_rows, members_of
from rapport.measures.drivers.gains import gains_of_rows
from rapport.measures.drivers.importance_draws import importance_draws
from rapport.measures.drivers.importance_fit import How
from rapport.measures.drivers.importance_methods import check_method
from rapport.measures.drivers.performance import Scales, performance_ends, performances
from rapport.measures.drivers.quadrants import Cut, cut_off, probabilities, quadrant_of
from rapport.measures.drivers.rows import Rows, rows_of
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.design_mean import Design
from rapport.measures.inference.mean import mean_of
from rapport.measures.inputs import Floats, confidence_of

QUADRANTS = ("fix first", "keep it up", "watch", "no more than now")


@dataclass(frozen=True)
class Position:
    """A driver's `importance` and `performance` (0–100), the `quadrant` they put it in and its
    `probability` over resampled rows; and what the outcome would gain, in its unit, if the driver moved
    one step, or to where its best quarter begins, and the association were its doing."""

    importance: Driver
    performance: Estimate
    quadrant: str | None
    probability: float | None
    gain_of_a_step: Estimate
    gain_to_best_quarter: Estimate


@dataclass(frozen=True)
class ImportancePerformance:
    """{driver: Position}, the lines between the quadrants, and the importances they come from."""

    positions: Mapping[str, Position]
    important_from: float | None
    good_from: float | None
    importance: DriverImportance


@checked
def importance_performance(
    outcome: Any,
    drivers: Any,
    method: str = "lmg",
    weights: Any = None,
    clusters: Any = None,
    confidence: float = 0.95,
    *,
    scales: Scales = None,
    important_from: Cut = "mean",
    good_from: Cut = "mean",
    step: float = 1.0,
    draws: int = 500,
    seed: int = 0,
) -> ImportancePerformance:
    """Importance against performance, with how sure each quadrant is.

    Question it answers: which drivers matter and are not yet done well?

    Definition: importance as in `driver_importance`; performance the driver's mean on its scale as
    0–100. "fix first": important and not good; "keep it up": important and good; "watch": neither; "no
    more than now": good and not important. A driver is important from `important_from` on, good from
    `good_from` on: the "mean" or "median" over the drivers, or a number. Gain of a step: the regression
    coefficient × `step`; to the best quarter: × the way from the mean to the driver's upper quartile
    (the lower one where less is better). Version 1.

    Scale, unit, range: importance as its method; performance points, 0–100; gains the outcome's units.

    Base: complete rows, as in `driver_importance`.

    Parameters: as in `driver_importance`; `scales` (low, high), or {driver: (low, high)}, of the drivers
    (by default from the lowest to the highest value seen); `draws` of the bootstrap.

    Returns: ImportancePerformance.

    Undefined when: as `driver_importance`; a driver without importance has no quadrant.

    Raises: InputError as `driver_importance`; for methods or numbers of drivers that cannot be resampled
    ("logit", more than 20 drivers by "lmg").

    How sure: performance Student's t; gains robust regression errors, the way to the quartile taken as
    known. `probability` is the share of resampled rows in which the driver falls in the same quadrant,
    the lines drawn anew each time: under some 0.8 its quadrant is not settled.

    Do not: promise the gains; they hold if the association is cause. Do not reverse scales by hand: a
    driver where less is better has direction −1 and performs well when low.

    Validated against: driver_importance and linear_regression (each against R), performance by hand;
    quadrants by simulation.

    Example:
        >>> rng = np.random.default_rng(1)
        >>> wait, clean = rng.normal(3, 1, 300), rng.normal(4, 1, 300)
        >>> drivers = {"wait": wait, "clean": clean}
        >>> found = importance_performance(wait + 0.2 * clean, drivers, scales=(-5, 10))
        >>> found.positions["wait"].quadrant, found.positions["wait"].probability
        ('fix first', 1.0)

    References: Martilla & James (1977), doi:10.1177/002224297704100112. Grömping (2006),
    doi:10.18637/jss.v017.i01.

    See also: driver_importance, stated_importance.
    """
    how = How(check_method(method), confidence_of(confidence), seed=seed)
    rows = rows_of(outcome, drivers, weights, clusters)
    ends = performance_ends(rows, scales)
    found = importance_of_rows(rows, members_of(rows.names, None), how, performances(rows, scales))
    names = [name for name, one in found.items() if one.value is not None]
    places = [rows.names.index(name) for name in names]
    sign = np.array([found[name].direction or 1 for name in names], dtype=np.float64)
    good = np.array([found[name].performance for name in names], dtype=np.float64)
    good = np.where(sign < 0, 100 - good, good)
    size = np.abs(np.array([found[name].value for name in names], dtype=np.float64))
    if names:
        drawn = importance_draws(rows, places, how, draws)
        performed = 100 * (drawn[1] - ends[places, 0]) / (ends[places, 1] - ends[places, 0])
        performed = np.where(sign < 0, 100 - performed, performed)
        sure = probabilities((size, good), (drawn[0], performed), important_from, good_from)
    lines = cut_off(size, important_from), cut_off(good, good_from)
    gains = gains_of_rows(rows, step, how.confidence)
    positions = {}
    for name in rows.names:
        at = names.index(name) if name in names else None
        positions[name] = Position(
            found[name],
            _performance(rows, name, ends, how, found[name].direction or 1),
            None if at is None else QUADRANTS[quadrant_of(size[at], good[at], lines)],
            None if at is None else float(sure[at]),
            *gains[name],
        )
    told = [float(line) if names else None for line in lines]
    return ImportancePerformance(positions, told[0], told[1], found)


def _performance(rows: Rows, name: str, ends: Floats, how: How, direction: int) -> Estimate:
    """The mean on 0–100, the better the higher."""
    place = rows.names.index(name)
    low, high = ends[place]
    if not high > low:
        why = "it does not vary: give its scale" if rows.base else "no row is complete"
        return undefined(why, confidence=how.confidence, base=rows.base, excluded=rows.excluded)
    points = 100 * (rows.values[place] - low) / (high - low)
    found = mean_of(
        100 - points if direction < 0 else points,
        Design(rows.weights if rows.weighted else None, None, rows.units),
        how.confidence,
        unit="points",
        gone="missing",
    )
    return found.with_(excluded=rows.excluded, definition="performance@1")
