"""Cells of models: ordered answers whose odds are known, and paths between constructs."""

from __future__ import annotations

from functools import cache

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import ordinal_logit, path_model

STEPS = np.array([-2.0, -0.5, 0.7, 2.0])
SKEWED = np.array([-3.5, -2.5, -1.5, -0.3])


def answers(rng: np.random.Generator, x: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Levels 1–5 of people whose odds go with .8, .4 and 0 of three drivers."""
    hidden = x @ [0.8, 0.4, 0.0] + rng.logistic(size=len(x))
    return 1.0 + np.searchsorted(steps, hidden)


def drivers(rng: np.random.Generator, n: int) -> np.ndarray:
    """A number, a rating, and yes or no, that go together."""
    common = rng.normal(size=n)
    rating = np.clip(np.round(common + rng.normal(size=n)), -2, 2)
    return np.column_stack([(common + rng.normal(size=n)) / 2**0.5, rating, common + rng.normal(size=n) > 1])


def coefficient(n: int, name: str, truth: float, steps: np.ndarray = STEPS, **more: str) -> Draw:
    """A coefficient of the cumulative model."""

    def draw(rng: np.random.Generator) -> tuple:
        x = drivers(rng, n)
        return ordinal_logit(answers(rng, x, steps), x, **more)[name], truth

    return draw


def threshold(n: int) -> Draw:
    """The second threshold."""

    def draw(rng: np.random.Generator) -> tuple:
        x = drivers(rng, n)
        return ordinal_logit(answers(rng, x, STEPS), x).thresholds["2|3"], float(STEPS[1])

    return draw


def in_clusters(clusters: int, size: int) -> Draw:
    """The same customers several times, with their drivers."""

    def draw(rng: np.random.Generator) -> tuple:
        x = drivers(rng, clusters)
        y, again = answers(rng, x, STEPS), np.repeat(np.arange(clusters), size)
        return ordinal_logit(y[again], x[again], clusters=again)["x1"], 0.8

    return draw


def yes_or_no(n: int) -> Draw:
    """Two levels."""

    def draw(rng: np.random.Generator) -> tuple:
        x = drivers(rng, n)
        return ordinal_logit(answers(rng, x, STEPS) > 3, x)["x2"], 0.4

    return draw


BLOCKS = {
    name: [f"x{3 * place + item}" for item in (1, 2, 3)]
    for place, name in enumerate(("image", "quality", "satisfaction", "loyalty"))
}
PATHS = {"quality": ["image"], "satisfaction": ["image", "quality"], "loyalty": ["image", "satisfaction"]}
LOADS = np.tile([0.8, 0.7, 0.85], 4)


def items(rng: np.random.Generator, n: int, ten: bool) -> np.ndarray:
    """Twelve items of four constructs: normal, or on ten points and skewed."""
    image = rng.normal(size=n)
    quality = 0.6 * image + 0.8 * rng.normal(size=n)
    satisfaction = 0.3 * image + 0.5 * quality + 0.6 * rng.normal(size=n)
    loyalty = 0.1 * image + 0.5 * satisfaction + 0.7 * rng.normal(size=n)
    behind = np.repeat(np.column_stack([image, quality, satisfaction, loyalty]), 3, axis=1)
    found = behind * LOADS + 0.6 * rng.normal(size=(n, 12))
    return np.clip(np.round(7.5 + 2 * found), 1, 10) if ten else found


def told(found, kind: str):
    """One of the numbers of a path model."""
    return {
        "loading": found.loadings["quality", "x4"],
        "weight": found.outer_weights["quality", "x4"],
        "path": found.paths["image", "satisfaction"],
        "weak path": found.paths["image", "loyalty"],
        "total": found.totals["image", "loyalty"],
        "r_squared": found.r_squared["satisfaction"],
        "index": found.index["satisfaction"],
        "variance": found.variance_extracted["quality"],
        "reliability": found.reliability["quality"],
    }[kind]


@cache
def population(ten: bool, scheme: str):
    """The model of very many customers."""
    rows = items(np.random.default_rng(8), 400_000, ten)
    return path_model(rows, BLOCKS, PATHS, scheme, scales=(1, 10) if ten else (-20, 20), draws=10)


def model(n: int, kind: str, ten: bool = False, scheme: str = "centroid", draws: int = 100) -> Draw:
    """A number of the path model."""

    def draw(rng: np.random.Generator) -> tuple:
        rows, scales = items(rng, n, ten), (1, 10) if ten else (-20, 20)
        found = path_model(rows, BLOCKS, PATHS, scheme, scales=scales, draws=draws)
        return told(found, kind), told(population(ten, scheme), kind).value

    return draw


FEW = 2000
CASES = [
    Case("ordinal_logit", "100 rows, five levels, a number", coefficient(100, "x1", 0.8)),
    Case("ordinal_logit", "100 rows, five levels, a rating", coefficient(100, "x2", 0.4)),
    Case("ordinal_logit", "100 rows, five levels, yes or no without effect", coefficient(100, "x3", 0.0)),
    Case("ordinal_logit", "100 rows, most answers at the top", coefficient(100, "x1", 0.8, SKEWED)),
    Case("ordinal_logit", "200 rows, robust", coefficient(200, "x1", 0.8, errors="robust")),
    Case("ordinal_logit", "150 customers of 4 rows each", in_clusters(150, 4)),
    Case("ordinal_logit", "200 rows, two levels", yes_or_no(200)),
    Case("ordinal_logit", "100 rows, a threshold", threshold(100)),
    Case("path_model", "loading, 100 people, ten points", model(100, "loading", True), replicates=FEW),
    Case("path_model", "loading, 250 people, normal", model(250, "loading"), replicates=FEW),
    Case("path_model", "path, 200 people, ten points", model(200, "path", True)),
    Case(
        "path_model",
        "path near 0, 200 people, ten points, factorial",
        model(200, "weak path", True, "factorial"),
        replicates=FEW,
    ),
    Case("path_model", "total, 100 people, ten points", model(100, "total", True), replicates=FEW),
    Case("path_model", "R², 100 people, ten points", model(100, "r_squared", True), replicates=FEW),
    Case("path_model", "index, 100 people, ten points", model(100, "index", True), replicates=FEW),
    Case(
        "path_model", "reliability, 200 people, ten points", model(200, "reliability", True), replicates=FEW
    ),
    Case("path_model", "outer weight, 250 people, ten points", model(250, "weight", True), replicates=FEW),
    Case("path_model", "path, 100 people, ten points", model(100, "path", True), replicates=FEW),
]
