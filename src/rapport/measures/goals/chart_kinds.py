"""What each kind of control chart draws: its points, their sigma, and what is known of the centre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.goals.chart_constants import LARGEST_SUBGROUP, deviation_constant, range_constants
from rapport.measures.inputs import Bools, Codes, Floats, numbers, table
from rapport.records.errors import InputError

COUNTED = ("p", "np", "u", "c")
GROUPED = ("xbar", "r", "s")
KINDS = ("xmr", "mr", *GROUPED, *COUNTED, "ewma", "cusum")
SIGMAS = ("range", "deviation", "pooled")


@dataclass(frozen=True)
class Rows:
    """One row a point: its values in columns (NaN: none) or its count, and how many cases it has.

    `printed`: constants of ranges as tables print them.
    """

    values: Floats
    sizes: Floats
    here: Bools
    printed: bool = False

    @property
    def means(self) -> Floats:
        found: Floats = np.nansum(self.values, axis=1) / np.maximum((~np.isnan(self.values)).sum(axis=1), 1)
        return found

    def ranges(self, sizes: Codes) -> tuple[Floats, Floats]:
        """d2 and d3 of each size."""
        known = {n: range_constants(n, self.printed) for n in set(sizes.tolist())}
        return np.array([known[n][0] for n in sizes.tolist()]), np.array(
            [known[n][1] for n in sizes.tolist()]
        )

    def only(self, some: Any) -> Rows:
        return Rows(self.values[some], self.sizes[some], self.here[some], self.printed)


@dataclass(frozen=True)
class Sigma:
    """The scatter of single values; `cv` is how much this figure itself scatters, relative to it."""

    value: float
    cv: float | None
    method: str

    @property
    def df(self) -> float:
        """The degrees of freedom of a deviation that scatters as much."""
        return 1 / (2 * self.cv**2) + 0.25 if self.cv else float("inf")

    def interval(self, level: float) -> tuple[float | None, float | None]:
        """From the chi distribution with the same relative scatter."""
        if not self.cv:
            return None, None
        df = self.df
        middle = np.exp(special.gammaln((df + 1) / 2) - special.gammaln(df / 2))
        tail = (1 - level) / 2
        high, low = (float(special.gammaincinv(df / 2, end)) ** 0.5 for end in (tail, 1 - tail))
        return float(self.value * middle / low), float(self.value * middle / high)


def rows_of(values: Any, kind: str, sizes: Any) -> Rows:
    """The rows as given, checked for this kind of chart."""
    if kind in COUNTED:
        return _counts(values, kind, sizes)
    if sizes is not None:
        raise InputError(f"a {kind} chart takes no sizes", "sizes", "leave them out: the columns tell")
    if kind in ("xmr", "mr") or _is_column(values):
        column = numbers(values, "values")
        if kind in GROUPED:
            raise InputError(
                f"a {kind} chart needs several values a point", "values", "give one row a point, or use xmr"
            )
        return Rows(column[:, None], np.ones(len(column)), ~np.isnan(column))
    several = table(values, "values")
    found = (~np.isnan(several)).sum(axis=1).astype(np.float64)
    if several.shape[1] > LARGEST_SUBGROUP:
        raise InputError(f"more than {LARGEST_SUBGROUP} values a point", "values", "average them first")
    return Rows(several, found, found >= (2 if kind in ("r", "s") else 1))


def _is_column(values: Any) -> bool:
    if hasattr(values, "columns") and not callable(values.columns):
        return False
    if isinstance(values, np.ndarray):
        return values.ndim == 1
    return not (
        isinstance(values, list | tuple) and values and isinstance(values[0], list | tuple | np.ndarray)
    )


def _counts(values: Any, kind: str, sizes: Any) -> Rows:
    counts = numbers(values, "values")
    if kind == "c":
        if sizes is not None:
            raise InputError("a c chart takes no sizes", "sizes", "use kind='u' for counts of unequal sizes")
        size = np.ones(len(counts))
    elif sizes is None:
        raise InputError(f"a {kind} chart needs sizes", "sizes", "give how many cases each count is out of")
    elif isinstance(sizes, int | float):
        size = np.full(len(counts), float(sizes))
    else:
        size = numbers(sizes, "sizes", length=len(counts))
    here = ~np.isnan(counts) & (size > 0)
    if (counts[here] < 0).any() or (size[~np.isnan(size)] < 0).any():
        raise InputError("a count is negative", "values", "give counts of 0 or more")
    if kind in ("p", "np") and (counts[here] > size[here]).any():
        row = int(np.flatnonzero(here & (counts > size))[0]) + 1
        raise InputError("a count exceeds its size", f"row {row}", "give counts out of their sizes, or use u")
    return Rows(counts[:, None], size, here)


def sigma_of(rows: Rows, method: str) -> Sigma | None:
    """The scatter within points, from those that calibrate; None when nothing tells it."""
    if rows.values.shape[1] == 1 or rows.sizes.max(initial=0) < 2:
        return _moving_range(np.nansum(rows.values, axis=1), rows.printed)
    several = rows.only(rows.sizes >= 2)
    sizes = several.sizes.astype(np.intp)
    if method == "range":
        d2, d3 = several.ranges(sizes)
        spread = np.nanmax(several.values, axis=1) - np.nanmin(several.values, axis=1)
        return Sigma(float((spread / d2).mean()), _cv(d3 / d2), "mean range")
    variance = np.nanvar(several.values, axis=1, ddof=1)
    if method == "deviation":
        c4 = np.array([deviation_constant(int(n)) for n in sizes])
        relative = np.sqrt(1 - c4**2) / c4
        return Sigma(float((np.sqrt(variance) / c4).mean()), _cv(relative), "mean deviation")
    df = float((sizes - 1).sum())
    unbiased = deviation_constant(int(df) + 1)
    pooled = float(np.sqrt(((sizes - 1) * variance).sum() / df)) / unbiased
    return Sigma(pooled, float(np.sqrt(1 - unbiased**2) / unbiased), "pooled deviation")


def _cv(relative: Floats) -> float:
    return float(np.sqrt((relative**2).sum()) / len(relative))


def _moving_range(column: Floats, printed: bool) -> Sigma | None:
    """Neighbours' mean difference over d2 of two; it scatters as Hoel's formula says."""
    n = len(column)
    if n < 2:
        return None
    value = float(np.abs(np.diff(column)).mean()) / range_constants(2, printed)[0]
    return Sigma(value, float(np.sqrt(0.8264 * n - 1.082) / (n - 1)), "mean moving range")
