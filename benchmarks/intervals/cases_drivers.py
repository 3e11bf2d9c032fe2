"""Cells of the drivers' measures: normal drivers with one thing in common, whose population is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import (
    dominance,
    driver_importance,
    importance_change,
    importance_performance,
    linear_regression,
    stated_importance,
)
from rapport.measures.drivers import r_squared_shares as shares
from rapport.measures.drivers.subsets import shapley_values

POPULATION = {
    "relative_weights": shares.relative_weights,
    "correlation": shares.correlation,
    "standardized": shares.standardised,
    "first": shares.first,
    "last": shares.last,
    "betasq": shares.squared,
    "pratt": shares.pratt,
    "car": shares.car,
}


@dataclass(frozen=True)
class Drivers:
    """`weights` of drivers with the correlation `together`, beside an error of variance 1."""

    weights: tuple[float, ...]
    together: float = 0.5

    def rows(self, rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
        """An outcome and its drivers."""
        p = len(self.weights)
        common = self.together**0.5 * rng.normal(size=(n, 1))
        x = common + (1 - self.together) ** 0.5 * rng.normal(size=(n, p))
        return x @ np.array(self.weights) + rng.normal(size=n), x

    def correlations(self) -> np.ndarray:
        """Of the population, outcome last."""
        p = len(self.weights)
        found = np.full((p + 1, p + 1), self.together)
        np.fill_diagonal(found, 1.0)
        outer = found[:p, :p] @ np.array(self.weights)
        total = float(np.array(self.weights) @ outer) + 1.0
        found[p, :p] = found[:p, p] = outer / total**0.5
        return found

    def truth(self, method: str) -> np.ndarray:
        """What the population's importances are."""
        r = self.correlations()
        if method in {"lmg", "dominance"}:
            return np.maximum(shapley_values(r, [[place] for place in range(len(self.weights))]), 0.0)
        return POPULATION[method](r)


FOUR = Drivers((0.5, 0.3, 0.2, 0.1))
APART = Drivers((0.5, 0.2, 0.0), 0.0)
NULL = Drivers((0.5, 0.3, 0.0))
WEAK = Drivers((0.15, 0.1, 0.05, 0.0, 0.0), 0.4)


def importance(drivers: Drivers, n: int, method: str, place: int, **more: Any) -> Draw:
    """One driver's importance."""
    truth = float(drivers.truth(method)[place])

    def draw(rng: np.random.Generator) -> tuple:
        return driver_importance(*drivers.rows(rng, n), method, **more)[f"x{place + 1}"], truth

    return draw


def in_clusters(drivers: Drivers, clusters: int, size: int) -> Draw:
    """Customers' rows are alike: each is there `size` times, with a little noise of its own."""
    truth = float(drivers.truth("correlation")[0])

    def draw(rng: np.random.Generator) -> tuple:
        y, x = drivers.rows(rng, clusters)
        again = np.repeat(np.arange(clusters), size)
        return driver_importance(y[again], x[again], "correlation", clusters=again)["x1"], truth

    return draw


def whole(drivers: Drivers, n: int) -> Draw:
    """R² of all drivers."""
    truth = float(shares.r_squared(drivers.correlations()))

    def draw(rng: np.random.Generator) -> tuple:
        return driver_importance(*drivers.rows(rng, n), "car").r_squared, truth

    return draw


@cache
def logit_truth() -> float | None:
    """What the second driver of a yes or no accounts for, from a million rows."""
    y, x = FOUR.rows(np.random.default_rng(4), 1_000_000)
    return driver_importance(y > 0.4, x[:, :3], "logit")["x2"].value


def logit(n: int) -> Draw:
    """A yes or no."""

    def draw(rng: np.random.Generator) -> tuple:
        y, x = FOUR.rows(rng, n)
        return driver_importance(y > 0.4, x[:, :3], "logit")["x2"], logit_truth()

    return draw


def slope(n: int, errors: str, spread: Callable[[np.ndarray], np.ndarray]) -> Draw:
    """A coefficient, the residuals' spread being what is said."""

    def draw(rng: np.random.Generator) -> tuple:
        x = rng.normal(size=(n, 3)) + rng.normal(size=(n, 1))
        y = x @ [0.5, 0.3, 0.0] + spread(x[:, 0]) * rng.normal(size=n)
        return linear_regression(y, x, errors=errors)["x1"], 0.5

    return draw


def change(n: int) -> Draw:
    """The change of an importance between two samples."""
    after = Drivers((0.2, 0.3, 0.5, 0.1))
    truth = float(after.truth("relative_weights")[0] - FOUR.truth("relative_weights")[0])

    def draw(rng: np.random.Generator) -> tuple:
        before = driver_importance(*FOUR.rows(rng, n), "relative_weights", draws=100)
        now = driver_importance(*after.rows(rng, n), "relative_weights", draws=100)
        return importance_change(before, now)["x1"], truth

    return draw


def gain(n: int) -> Draw:
    """What a step of a driver goes with."""

    def draw(rng: np.random.Generator) -> tuple:
        found = importance_performance(*FOUR.rows(rng, n), "correlation", scales=(-20, 20), draws=10)
        return found.positions["x1"].gain_of_a_step, 0.5

    return draw


def general(n: int) -> Draw:
    """General dominance."""
    truth = float(FOUR.truth("lmg")[0])

    def draw(rng: np.random.Generator) -> tuple:
        return dominance(*FOUR.rows(rng, n)).general["x1"], truth

    return draw


def rank_correlation(n: int) -> Draw:
    """Stated in the order of what counts, but for two."""
    said = {"x1": 4, "x2": 2, "x3": 3, "x4": 1}
    truth = 0.8

    def draw(rng: np.random.Generator) -> tuple:
        found = stated_importance(said, *FOUR.rows(rng, n), "correlation", draws=200)
        return found.rank_correlation, truth

    return draw


ALIKE, BESIDE = "correlated .5", "uncorrelated"
TINY = "the square of something near 0: nothing lies below 0 that could be missed"
FEW = 3000
CASES = [
    Case("driver_importance", f"lmg, 100 rows, {ALIKE}, largest of four", importance(FOUR, 100, "lmg", 0)),
    Case("driver_importance", f"lmg, 100 rows, {ALIKE}, third of four", importance(FOUR, 100, "lmg", 2)),
    Case(
        "driver_importance",
        f"lmg, 400 rows, {ALIKE}, second of four",
        importance(FOUR, 400, "lmg", 1),
        replicates=FEW,
    ),
    Case(
        "driver_importance",
        f"lmg, 2,500 rows, {ALIKE}, third of four",
        importance(FOUR, 2500, "lmg", 2),
        replicates=FEW,
    ),
    Case(
        "driver_importance",
        f"lmg, 400 rows, {ALIKE}, no weight beside the others",
        importance(NULL, 400, "lmg", 2),
        replicates=FEW,
    ),
    Case(
        "driver_importance",
        f"lmg, 100 rows, {ALIKE}, no weight beside the others",
        importance(NULL, 100, "lmg", 2),
        False,
        "a mean of squares of which some are near 0 bends most; 400 rows suffice",
        FEW,
    ),
    Case(
        "driver_importance",
        f"lmg, 200 rows, {BESIDE}, accounts for nothing",
        importance(APART, 200, "lmg", 2),
        replicates=FEW,
    ),
    Case(
        "driver_importance", f"lmg, 400 rows, {BESIDE}, 3 %", importance(APART, 400, "lmg", 1), replicates=FEW
    ),
    Case(
        "driver_importance",
        "lmg, 400 rows, accounts for 1 %",
        importance(WEAK, 400, "lmg", 2),
        False,
        TINY,
        FEW,
    ),
    Case(
        "driver_importance",
        f"relative_weights, 200 rows, {ALIKE}",
        importance(FOUR, 200, "relative_weights", 1),
        replicates=FEW,
    ),
    Case("driver_importance", f"correlation, 100 rows, {ALIKE}", importance(FOUR, 100, "correlation", 0)),
    Case("driver_importance", f"correlation, 1,000 rows, {ALIKE}", importance(FOUR, 1000, "correlation", 3)),
    Case(
        "driver_importance",
        "correlation, 100 customers of 5 rows each",
        in_clusters(FOUR, 100, 5),
        replicates=FEW,
    ),
    Case("driver_importance", f"standardized, 200 rows, {ALIKE}", importance(FOUR, 200, "standardized", 0)),
    Case("driver_importance", f"first, 200 rows, {ALIKE}", importance(FOUR, 200, "first", 1)),
    Case("driver_importance", f"last, 200 rows, {ALIKE}", importance(FOUR, 200, "last", 0)),
    Case("driver_importance", f"betasq, 200 rows, {ALIKE}", importance(FOUR, 200, "betasq", 0)),
    Case("driver_importance", f"car, 200 rows, {ALIKE}", importance(FOUR, 200, "car", 0)),
    Case(
        "driver_importance",
        f"pratt, 200 rows, {ALIKE}",
        importance(FOUR, 200, "pratt", 1),
        False,
        "a product of two estimates is lopsided; there is no scale where it is even",
    ),
    Case(
        "driver_importance",
        f"lmg, 200 rows, {BESIDE}, percentiles of 200 draws, accounts for nothing",
        importance(APART, 200, "lmg", 2, interval="bootstrap", draws=200),
        False,
        "squares are never negative: percentiles of draws stay above 0",
        2000,
    ),
    Case("driver_importance", f"logit, 400 rows, {ALIKE}", logit(400), replicates=FEW),
    Case("driver_importance", f"R² of four, 200 rows, {ALIKE}", whole(FOUR, 200)),
    Case("driver_importance", "R² of five, 400 rows, 5 %", whole(WEAK, 400), False, TINY),
    Case("dominance", f"200 rows, {ALIKE}", general(200), replicates=2000),
    Case("linear_regression", "30 rows, classical", slope(30, "classical", np.ones_like)),
    Case(
        "linear_regression",
        "200 rows, robust, spread growing with the driver",
        slope(200, "robust", lambda x: 0.5 + np.abs(x)),
    ),
    Case(
        "linear_regression",
        "200 rows, classical, spread growing with the driver",
        slope(200, "classical", lambda x: 0.5 + np.abs(x)),
        False,
        "classical errors suppose that residuals vary alike",
    ),
    Case("importance_change", "300 rows a sample, relative_weights", change(300), replicates=2000),
    Case("importance_performance", "gain of a step, 200 rows", gain(200), replicates=2000),
    Case(
        "stated_importance",
        "rank correlation over four drivers, 400 rows",
        rank_correlation(400),
        False,
        "over four drivers it takes a handful of values",
        2000,
    ),
]
