"""The factor of each cell that makes weights meet known totals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inputs import Floats, chosen, numbers
from rapport.measures.sampling.auxiliaries import Auxiliaries
from rapport.records.errors import InputError

METHODS = ("linear", "raking", "logit")
Bounds = tuple[float, float] | None


@dataclass(frozen=True)
class Solved:
    """The `ratio` of new to old weight in each cell, after how many `rounds`, and the largest `gap`
    left, relative to its total."""

    ratio: Floats
    rounds: int
    gap: float


def solved(
    known: Auxiliaries, start: Floats, method: str, bounds: Bounds, tolerance: float, rounds: int
) -> Solved:
    """Newton's method on Σ d F(xλ) x = totals, with halved steps; `start` the old weight of each cell."""
    targets = known.targets
    check_somebody(known, start)
    size = np.maximum(np.maximum(np.abs(targets), known.totals(np.abs(start))), 1e-300)
    factors = _first(known, start, targets, method, bounds)
    ratio, slope = _ratio(known.times(factors), method, bounds)
    gap = (known.totals(start * ratio) - targets) / size
    for done in range(1, rounds + 1):
        if np.abs(gap).max() <= tolerance:
            return Solved(ratio, done - 1, float(np.abs(gap).max()))
        step = _direction(known, start * slope, gap * size)
        for halving in range(40):
            tried = factors - step * 0.5**halving
            ratio, slope = _ratio(known.times(tried), method, bounds)
            left = (known.totals(start * ratio) - targets) / size
            if np.isfinite(left).all() and np.linalg.norm(left) < np.linalg.norm(gap):
                factors, gap = tried, left
                break
        else:
            break
    worst = int(np.argmax(np.abs(gap)))
    if np.abs(gap[worst]) <= max(tolerance, 1e-9):
        ratio, _ = _ratio(known.times(factors), method, bounds)
        return Solved(ratio, done, float(np.abs(gap[worst])))
    raise InputError(
        f"the totals were not met: {known.names[worst]} misses by {abs(gap[worst]):.2%}",
        "totals",
        "widen the bounds, merge small groups or drop a total",
    )


def regressed(known: Auxiliaries, weights: Floats, values: Floats) -> Floats:
    """What the known facts predict of the values in each cell, by weighted least squares."""
    amounts, products = known.sums(weights), known.sums(weights * values)
    return known.times(_solve(known.squares(amounts), known.totals(products)))


def check_bounds(method: str, bounds: Bounds) -> None:
    """Bounds enclose 1, and logit has some."""
    chosen(method, METHODS, "method")
    if bounds is None:
        if method == "logit":
            raise InputError("logit needs bounds", "bounds", "give e.g. (0.3, 3)")
        return
    low, high = numbers(bounds, "bounds", length=2)
    if not (low < 1 < high) or (method != "linear" and low < 0):
        raise InputError(
            f"bounds {low:g} to {high:g} do not enclose 1", "bounds", "give e.g. (0.3, 3), ratios of weights"
        )


def _ratio(u: Floats, method: str, bounds: Bounds) -> tuple[Floats, Floats]:
    """F(u), the ratio of new to old weight, and its slope."""
    low, high = bounds or (-np.inf, np.inf)
    if method == "linear":
        return np.clip(1 + u, low, high), ((1 + u > low) & (1 + u < high)).astype(float)
    if method == "raking":
        plain = np.exp(np.minimum(u, 700.0))
        return np.clip(plain, low, high), np.where((plain > low) & (plain < high), plain, 0.0)
    steep = (high - low) / ((1 - low) * (high - 1))
    grown = np.exp(np.clip(steep * u, -700.0, 700.0)) * (1 - low) / (high - 1)
    share = grown / (1 + grown)
    return low + (high - low) * share, (high - low) * share * (1 - share) * steep


def _first(known: Auxiliaries, start: Floats, targets: Floats, method: str, bounds: Bounds) -> Floats:
    """Factors that only scale the weights to the population: raking begins far off otherwise."""
    block = known.blocks[0]
    if method != "raking" or bounds is not None or not block.grouped:
        return np.zeros(len(targets))
    scale = float(block.targets.sum()) / float(start.sum())
    factors = np.zeros(len(targets))
    factors[: len(block.targets)] = np.log(scale)
    return factors


def _direction(known: Auxiliaries, amounts: Floats, gap: Floats) -> Floats:
    return _solve(known.squares(amounts), gap)


def _solve(matrix: Floats, wanted: Floats) -> Floats:
    """Least squares, where margins repeat one another (each adds up to the population)."""
    scale = np.sqrt(np.maximum(np.diagonal(matrix), 0.0))
    scale = np.where(scale > 0, scale, 1.0)
    found = np.linalg.lstsq(matrix / np.outer(scale, scale), wanted / scale, rcond=1e-11)[0]
    return np.asarray(found / scale)


def check_somebody(known: Auxiliaries, start: Floats) -> None:
    """Each group of the population needs somebody who answered."""
    for block in known.blocks:
        if not block.grouped:
            continue
        empty = np.flatnonzero((block.totals(start) <= 0) & (block.targets > 0))
        if len(empty):
            raise InputError(
                f"nobody answered among {block.names[int(empty[0])]!r}",
                f"column {block.column!r}",
                "merge it with a neighbouring group",
            )
