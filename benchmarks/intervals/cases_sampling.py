"""Cells of means under fitted weights, unequal drawing and non-response."""

from __future__ import annotations

import numpy as np
import polars as pl

from benchmarks.intervals.case import Case, Draw
from rapport.measures import (
    adjust_nonresponse,
    adjusted_mean,
    calibrate,
    calibrated_mean,
    draw_pps,
    draw_systematic,
    mean,
    nonresponse_bias,
    representativeness,
)

GROUPS = np.array([0.5, 0.3, 0.2])
CHANNELS = np.array([0.6, 0.4])
MEANS = np.array([5.0, 6.5, 8.0])


def answers(
    rng: np.random.Generator, group: np.ndarray, channel: np.ndarray, orders: np.ndarray
) -> np.ndarray:
    """Answers that go with all that is known, and vary beside it."""
    return MEANS[group] + 1.0 * channel + 0.5 * orders + rng.gamma(2.0, 1.0, len(group))


TRUTH = float(MEANS @ GROUPS + CHANNELS[1] + 0.5 * 4.0 + 2.0)


def fitted(n: int, method: str, bounds: tuple[float, float] | None = None) -> Draw:
    """n answers of a large population, fitted to its groups, channels or orders."""
    sizes = dict(enumerate((1e5 * GROUPS).tolist()))
    totals = {
        "post": {"group": sizes},
        "raking": {"group": sizes, "channel": dict(enumerate((1e5 * CHANNELS).tolist()))},
        "linear": {"group": sizes, "orders": 4e5},
        "logit": {"group": sizes, "orders": 4e5},
    }[method]

    def draw(rng: np.random.Generator) -> tuple:
        group, channel = rng.choice(3, n, p=GROUPS), rng.choice(2, n, p=CHANNELS)
        orders = rng.poisson(4, n).astype(float)
        y = answers(rng, group, channel, orders)
        frame = {"group": group, "channel": channel, "orders": orders}
        weights = calibrate(frame, totals, "linear" if method == "post" else method, bounds)
        return calibrated_mean(y, weights), TRUTH

    return draw


def clusters(count: int) -> Draw:
    """Customers of a few agents each, raked to groups."""

    def draw(rng: np.random.Generator) -> tuple:
        agent = np.repeat(np.arange(count), 8)
        group = rng.choice(3, 8 * count, p=GROUPS)
        y = MEANS[group] + rng.normal(0, 1, count)[agent] + rng.normal(0, 2, 8 * count)
        weights = calibrate({"group": group}, {"group": dict(enumerate((1e5 * GROUPS).tolist()))}, "raking")
        return calibrated_mean(y, weights, clusters=agent), float(MEANS @ GROUPS)

    return draw


def by_size(units: int, n: int, spread: float) -> Draw:
    """n of a frame of units by size, the mean of an answer that goes with size."""
    sizes = np.random.default_rng(9).lognormal(0, spread, units)
    frame = pl.DataFrame({"id": np.arange(units), "seats": sizes})

    def draw(rng: np.random.Generator) -> tuple:
        y = 10 + 3 * np.log(sizes) + rng.normal(0, 2, units)
        drawn = draw_pps(frame, n, "seats", seed=int(rng.integers(2**40)))
        return mean(y[drawn["id"].to_numpy()], drawn["survey_weight"]), float(y.mean())

    return draw


def spaced(units: int, n: int, trend: float) -> Draw:
    """Every units/n-th row along the calendar, with its neighbours as strata."""
    frame = pl.DataFrame({"id": np.arange(units), "day": np.arange(units)})

    def draw(rng: np.random.Generator) -> tuple:
        # Another calendar each time: a single one has only units/n different samples.
        y = 50 + trend * np.arange(units) / units + rng.normal(0, 5, units)
        drawn = draw_systematic(frame, n, "day", seed=int(rng.integers(2**40)))
        return mean(y[drawn["id"].to_numpy()], strata=drawn["pair"]), float(y.mean())

    return draw


def silent(asked: int, way: str) -> Draw:
    """A frame of those asked of whom groups answer 20, 40 and 60 %, the answer within a group by chance."""

    def draw(rng: np.random.Generator) -> tuple:
        group = rng.choice(3, asked, p=GROUPS)
        y = MEANS[group] + rng.gamma(2.0, 1.0, asked)
        yes = rng.random(asked) < 0.2 + 0.2 * group
        if way == "bias":
            found = nonresponse_bias({"group": group}, yes, outcome=np.where(yes, y, np.nan)).weighted
            return found, float(y.mean())
        if way == "strata":
            sizes = dict(enumerate(np.bincount(group, minlength=3).tolist()))
            return mean(y[yes], strata=group[yes], population=sizes), float(y.mean())
        frame = {"group": group.astype(str)}
        adjusted = adjust_nonresponse(frame, yes, "group", method=way.split(maxsplit=1)[0])
        truth = float(y.mean()) if way.endswith("frame") else float(MEANS @ GROUPS + 2.0)
        return adjusted_mean(y, adjusted, of_frame=way.endswith("frame")), truth

    return draw


def evenness(asked: int, step: float) -> Draw:
    """Three groups whose rates lie `step` apart."""
    rate = 0.4 + step * np.array([-1.0, 0.0, 1.0])
    spread = float(np.sqrt(GROUPS @ (rate - GROUPS @ rate) ** 2))

    def draw(rng: np.random.Generator) -> tuple:
        group = rng.choice(3, asked, p=GROUPS)
        return representativeness({"group": group}, rng.random(asked) < rate[group]), 1 - 2 * spread

    return draw


FEW_LARGE = "a few small units have large weights (design effect 1.8) and carry most of the variance"
ONE_SIDE = "at 1, the end of its range, the interval can only miss on one side"
CASES = [
    Case("calibrated_mean", "post-stratified, 60 answers, 3 groups", fitted(60, "post")),
    Case("calibrated_mean", "post-stratified, 300 answers, 3 groups", fitted(300, "post")),
    Case("calibrated_mean", "raked, 100 answers, 3 × 2 margins", fitted(100, "raking")),
    Case("calibrated_mean", "regression on groups and a number, 100 answers", fitted(100, "linear")),
    Case("calibrated_mean", "logit between 0.3 and 3, 100 answers", fitted(100, "logit", (0.3, 3.0))),
    Case("calibrated_mean", "raked, 25 clusters of 8", clusters(25)),
    Case("draw_pps", "Hájek mean, 100 of 1,000, sizes of log deviation 0.4", by_size(1000, 100, 0.4)),
    Case(
        "draw_pps",
        "Hájek mean, 60 of 1,000, sizes of log deviation 0.8",
        by_size(1000, 60, 0.8),
        False,
        FEW_LARGE,
    ),
    Case("draw_systematic", "no trend, 60 of 1,200, neighbours as strata", spaced(1200, 60, 0.0)),
    Case("draw_systematic", "a trend of 8 deviations, 60 of 1,200", spaced(1200, 60, 40.0)),
    Case("adjusted_mean", "propensity, 400 asked, 20–60 % answer", silent(400, "propensity")),
    Case("adjusted_mean", "classes, 400 asked, the frame's mean", silent(400, "classes of the frame")),
    Case("mean", "classes of response as strata of the frame, 400 asked", silent(400, "strata")),
    Case("nonresponse_bias", "weighted mean, 1,000 asked, 20–60 % answer", silent(1000, "bias")),
    Case("representativeness", "1,000 asked, rates 30, 40, 50 %", evenness(1000, 0.1)),
    Case("representativeness", "2,000 asked, equal rates", evenness(2000, 0.0), False, ONE_SIDE),
]
