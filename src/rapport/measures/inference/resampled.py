"""Statistics in the forms a bootstrap can compute for many resamples at once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from rapport.measures.inputs import Codes, Floats, sums
from rapport.records.errors import InputError

CELLS = 1 << 20
MEAN_LIKE = ("mean", "variance", "deviation", "ratio", "correlation", "slope")
NAMED = (*MEAN_LIKE, "median")


class Statistic(Protocol):
    """What a bootstrap needs of a statistic."""

    @property
    def fractional(self) -> bool:
        """May a unit count a fraction of a time?"""

    def of(self, times: Floats) -> Floats:
        """The statistic when unit u counts times[·, u] times, one for each line."""


@dataclass(frozen=True)
class MeanLike:
    """A function of weighted means: `sums` of features (the last one is the weight) by unit."""

    sums: Floats
    function: Callable[[Floats], Floats]
    fractional: bool = True

    def of(self, times: Floats) -> Floats:
        """One matrix product for all lines."""
        return self.of_sums(times @ self.sums)

    def of_sums(self, total: Floats) -> Floats:
        """From the sums of the features, one line each."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.function(total[..., :-1] / total[..., -1:])


@dataclass(frozen=True)
class ByWeights:
    """A caller's function(*columns, weights=matrix) → one number a line."""

    function: Callable[..., Any]
    columns: tuple[Floats, ...]
    weight: Floats
    unit: Codes | None
    fractional: bool = True

    def of(self, times: Floats) -> Floats:
        """Each line of weights at once."""
        rows = times if self.unit is None else times[:, self.unit]
        found = np.asarray(self.function(*self.columns, weights=rows * self.weight), dtype=np.float64)
        if found.shape != (len(times),):
            todo = "let it take weights of lines × rows and give one number a line"
            raise InputError(f"the statistic gave the shape {found.shape}", "statistic", todo)
        return found


@dataclass(frozen=True)
class Middle(ByWeights):
    """The median, whose resamples need no rows: the middle ranks of n draws are Beta variables."""

    def drawn(self, draws: int, rng: np.random.Generator) -> Floats:
        """Medians of resamples of as many rows, exactly as if the rows had been drawn."""
        ranked = np.sort(self.columns[0])
        n = len(ranked)
        low = (n + 1) // 2
        first = rng.beta(low, n + 1 - low, draws)
        after = first
        if n % 2 == 0:
            after = 1 - (1 - first) * rng.random(draws) ** (1 / (n - low))
        places = (np.minimum((one * n).astype(np.intp), n - 1) for one in (first, after))
        return np.asarray(sum(ranked[place] for place in places) / 2, dtype=np.float64)

    def left_out(self) -> Floats:
        """The median without each value in turn."""
        ranked = np.sort(self.columns[0])
        n = len(ranked)
        half = n // 2
        if n % 2 == 0:
            return np.repeat([ranked[half], ranked[half - 1]], half)
        above, below = (ranked[half] + ranked[half + 1]) / 2, (ranked[half - 1] + ranked[half]) / 2
        own = (ranked[half - 1] + ranked[half + 1]) / 2
        return np.repeat([above, own, below], [half, 1, half])


@dataclass(frozen=True)
class ByRows:
    """A caller's function(*columns) → a number; `axis` when it can take many resamples at once."""

    function: Callable[..., Any]
    columns: tuple[Floats, ...]
    unit: Codes | None
    axis: bool
    fractional: bool = False

    def of(self, times: Floats) -> Floats:
        """Rows repeated as often as they count."""
        counts = times.astype(np.intp) if self.unit is None else times.astype(np.intp)[:, self.unit]
        every = np.arange(counts.shape[1])
        return np.array([self.at(np.repeat(every, line)) for line in counts], dtype=np.float64)

    def at(self, rows: Codes) -> float:
        """The statistic of some rows."""
        return float(self.function(*(column[rows] for column in self.columns)))

    def many(self, rows: Codes) -> Floats:
        """The statistic of each line of row numbers, lines × rows."""
        if not self.axis:
            return np.array([self.at(line) for line in rows], dtype=np.float64)
        return np.asarray(
            self.function(*(np.take(column, rows) for column in self.columns), axis=-1), dtype=np.float64
        )


def statistic_of(
    given: Any, columns: tuple[Floats, ...], weight: Floats | None, unit: Codes | None, units: int
) -> Statistic:
    """The named statistic, or the caller's function, of these columns."""
    each = np.ones(len(columns[0])) if weight is None else weight
    if isinstance(given, str):
        if given not in NAMED:
            raise InputError(f"statistic {given!r} is unknown", "statistic", f"use one of {', '.join(NAMED)}")
        wanted = 2 if given in ("ratio", "correlation", "slope") else 1
        if len(columns) != wanted:
            raise InputError(f"{given} takes {wanted} columns", "columns", f"give {wanted}")
        if given == "median":
            return Middle(_median, columns, each, unit)
        features, function = _mean_like(given, columns)
        stacked = np.column_stack([features * each[:, None], each])
        if unit is not None:
            stacked = np.column_stack([sums(unit, column, units) for column in stacked.T])
        return MeanLike(stacked, function)
    if not callable(given):
        raise InputError("statistic is neither a name nor a function", "statistic", "give e.g. 'mean'")
    takes = _parameters(given)
    if "weights" in takes and "axis" not in takes:
        return ByWeights(given, columns, each, unit)
    if weight is not None:
        todo = "give a name, or a function with weights (lines × rows) as a parameter"
        raise InputError("the statistic does not take weights", "statistic", todo)
    return ByRows(given, columns, unit, "axis" in takes)


def _parameters(function: Callable[..., Any]) -> set[str]:
    try:
        return set(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return set()


def _mean_like(name: str, columns: tuple[Floats, ...]) -> tuple[Floats, Callable[[Floats], Floats]]:
    """Features whose weighted means give the statistic; centred, so that no digits are lost."""
    y, n = columns[0], len(columns[0])
    if name == "mean":
        return y[:, None], lambda m: m[..., 0]
    if name == "ratio":
        return np.column_stack(columns), lambda m: m[..., 0] / m[..., 1]
    a = y - y.mean()
    if name in ("variance", "deviation"):
        power = 1.0 if name == "variance" else 0.5
        return np.column_stack(
            [a, a * a]
        ), lambda m: (np.maximum(m[..., 1] - m[..., 0] ** 2, 0.0) * n / max(n - 1, 1)) ** power
    b = columns[1] - columns[1].mean()
    features = np.column_stack([a, b, a * a, b * b, a * b])

    def both(m: Floats) -> Floats:
        cross = m[..., 4] - m[..., 0] * m[..., 1]
        second = m[..., 3] - m[..., 1] ** 2
        if name == "slope":
            return np.asarray(cross / np.where(second > 0, second, np.nan), dtype=np.float64)
        spread = (m[..., 2] - m[..., 0] ** 2) * second
        return np.clip(cross / np.sqrt(np.where(spread > 0, spread, np.nan)), -1, 1)

    return features, both


def _median(values: Floats, weights: Floats) -> Floats:
    """Weighted medians, the middle of two where the weight is split exactly."""
    order = np.argsort(values, kind="stable")
    ranked, upto = values[order], np.cumsum(weights[:, order], axis=1)
    half = upto[:, -1:] / 2
    slack = 1e-9 * half
    first = (upto < half - slack).sum(axis=1)
    after = np.minimum((upto <= half + slack).sum(axis=1), len(values) - 1)
    return np.asarray((ranked[first] + ranked[after]) / 2, dtype=np.float64)
