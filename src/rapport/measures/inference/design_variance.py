"""Variance of a sum under a sampling design: what every linearised standard error rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.columns import by_label
from rapport.measures.inference.frame import Frame, Population, frame_of
from rapport.measures.inputs import Bools, Codes, Floats, labels, numbers, sums, weights_of
from rapport.measures.labelling import present
from rapport.records.errors import InputError


@dataclass(frozen=True)
class Design:
    """How the rows were drawn: survey weights, strata, clusters and the size of what was drawn from.
    With nothing set they are a simple random sample of a frame of unknown size.

    `population` counts the sampling units (clusters, else rows) of the frame: N, {stratum: N} or one
    number a row. `cluster_sizes` says how many rows each cluster holds where only some of them were
    drawn (the second stage): {cluster: rows} or one number a row.
    """

    weights: Any = None
    strata: Any = None
    clusters: Any = None
    population: Population | Any = None
    cluster_sizes: Any = None

    def __post_init__(self) -> None:
        if self.cluster_sizes is not None and self.clusters is None:
            todo = "say which cluster each row is of"
            raise InputError("cluster_sizes were given without clusters", "clusters", todo)

    @property
    def simple(self) -> bool:
        """True when nothing but weights departs from independent draws."""
        return self.strata is None and self.clusters is None and self.population is None


@dataclass(frozen=True)
class Inner:
    """The second stage: rows drawn and the part of the cluster that they are, by sampling unit."""

    n: Floats
    fraction: Floats


@dataclass(frozen=True)
class Drawn:
    """The rows of a design that count: their weights, the sampling unit of each (None: each row is one)
    and the frame of the units. `df` is units − strata."""

    weight: Floats
    unit: Codes | None
    frame: Frame
    strata: int
    inner: Inner | None
    df: float
    note: str

    def variance(self, linear: Floats) -> float | None:
        """Variance of the sum of the rows' contributions; None when it cannot be told."""
        found = self.covariance(linear[:, None])
        return None if found is None else float(found[0, 0])

    def covariance(self, linear: Floats) -> Floats | None:
        """Covariance matrix of the sums of the columns of contributions, rows × columns."""
        if self.df <= 0:
            return None
        total = linear
        if self.unit is not None:
            total = np.column_stack([self.by_unit(column) for column in linear.T])
        elif self.frame.fitted:
            total = self._about_weighted(total)
        factor = _between(self.frame.n) * (1 - self.frame.fraction)
        centred = _centred(total, self.frame.stratum, self.frame.n)
        # One stratum has one factor, which need not stand beside each row.
        scaled = centred if len(factor) == 1 else centred * factor[self.frame.stratum][:, None]
        found: Floats = scaled.T @ centred
        if len(factor) == 1:
            found = found * factor[0]
        if self.inner is None or self.unit is None:
            return found
        return found + self._within(linear, self.inner, self.unit)

    def by_unit(self, column: Floats) -> Floats:
        """The sum of a column over the rows of each sampling unit."""
        return column if self.unit is None else sums(self.unit, column, len(self.frame.stratum))

    def _about_weighted(self, linear: Floats) -> Floats:
        """Weights fitted to the strata's sizes take away each stratum's weighted mean."""
        stratum, weight = self.frame.stratum, self.frame.weight
        total = np.maximum(sums(stratum, weight, self.strata), 1e-300)
        mean = np.column_stack([sums(stratum, column, self.strata) / total for column in linear.T])
        about: Floats = linear - weight[:, None] * mean[stratum]
        return about

    def _within(self, linear: Floats, inner: Inner, unit: Codes) -> Floats:
        """The second stage's part; a cluster with one row takes the mean of the others'."""
        factor = self.frame.fraction[self.frame.stratum] * (1 - inner.fraction) * _between(inner.n)
        lone = int(((inner.n == 1) & (inner.fraction < 1)).sum())
        factor = factor * (1 + lone / max(int((inner.n > 1).sum()), 1))
        centred = _centred(linear, unit, inner.n)
        return np.asarray((centred * factor[unit][:, None]).T @ centred, dtype=np.float64)


def drawn(design: Design, here: Bools) -> Drawn:
    """The rows that are `here` under their design; strata with one unit are collapsed."""
    rows = weights_of(design.weights, len(here))
    whole = design.clusters is None
    everyone = bool(here.all())
    weight = rows if everyone else rows[here]
    strata, names = _codes(design.strata, "strata", here)
    population = _population(design.population, strata, names, here)
    if whole:
        unit, stratum = None, strata
    else:
        unit, stratum = _units(design, strata, here)
    frame = frame_of(
        stratum,
        weight if whole else np.ones(len(stratum)),
        names,
        population,
        design.weights is not None,
    )
    inner = None if unit is None else _inner(design, unit, len(stratum), here)
    if unit is None:
        weight = frame.weight
    elif design.weights is None:
        weight = frame.weight[unit]
        if inner is not None:
            weight = weight / inner.fraction[unit]
    df = float(len(stratum) - (frame.n > 0).sum())
    return Drawn(weight, unit, frame, len(names), inner, df, _note(design, frame, inner))


def design_variance(contributions: Any, design: Design) -> tuple[float | None, float]:
    """Variance of the sum of the rows' contributions (weight × residual / total) → (variance, df).

    What a linearised estimator needs besides its own residuals; the variance is None where one unit
    alone was drawn. No contribution may be missing: a row outside a domain contributes 0.
    """
    linear = numbers(contributions, "contributions")
    found = drawn(design, np.ones(len(linear), dtype=bool))
    return found.variance(linear), found.df


def _between(n: Floats) -> Floats:
    return np.divide(n, n - 1, out=np.zeros(len(n)), where=n > 1)


def _centred(columns: Floats, group: Codes, n: Floats) -> Floats:
    count = np.maximum(n, 1)
    if len(n) == 1:
        centred: Floats = columns - columns.sum(axis=0) / count[0]
        return centred
    mean = np.column_stack([sums(group, column, len(n)) / count for column in columns.T])
    centred = columns - mean[group]
    return centred


def _codes(values: Any, name: str, here: Bools) -> tuple[Codes, list[Any]]:
    if values is None:
        # One number seen as a column: no eight bytes for each row.
        return np.broadcast_to(np.intp(0), int(here.sum())), ["all"]
    codes, names = labels(values, name, length=len(here))
    codes = codes[here]
    if len(codes) and codes.min() < 0:
        todo = "say where each row belongs, or leave the row out"
        raise InputError(f"{name} is missing for a row with a value", name, todo)
    return codes, names


def _units(design: Design, strata: Codes, here: Bools) -> tuple[Codes, Codes]:
    """The sampling unit of each row, and the stratum of each unit (clusters are nested in strata)."""
    clusters, names = _codes(design.clusters, "clusters", here)
    count = max(len(names), 1)
    pairs, unit = present(strata * count + clusters)
    return unit, pairs // count


def _population(given: Any, strata: Codes, names: list[Any], here: Bools) -> Population:
    """N or {stratum: N}, also from a column that says it in each row or has a label for each stratum."""
    sizes: Population = by_label(given)
    if given is None or (isinstance(sizes, Mapping) and (sizes is given or len(sizes) != len(here))):
        return sizes
    if isinstance(given, int | float | np.integer | np.floating):
        return given  # type: ignore[return-value]
    column = numbers(given, "population", length=len(here))[here]
    first = np.zeros(len(names))
    first[strata] = column
    if (first[strata] != column).any() or np.isnan(column).any():
        todo = "give each row the number of sampling units in its stratum's frame"
        raise InputError("population differs within a stratum or is missing", "population", todo)
    if len(names) == 1:
        return float(first[0])  # type: ignore[return-value]
    return dict(zip(names, first.tolist(), strict=True))


def _inner(design: Design, unit: Codes, units: int, here: Bools) -> Inner | None:
    if design.cluster_sizes is None:
        return None
    n = sums(unit, None, units)
    if isinstance(design.cluster_sizes, Mapping):
        codes, names = _codes(design.clusters, "clusters", here)
        missing = [name for name in names if name not in design.cluster_sizes]
        if missing:
            raise InputError(f"cluster {missing[0]!r} has no size", "cluster_sizes", "give its rows")
        column = np.array([float(design.cluster_sizes[name]) for name in names])[codes]
    else:
        column = numbers(design.cluster_sizes, "cluster_sizes", length=len(here))[here]
    size = np.zeros(units)
    size[unit] = column
    if not (n <= size * (1 + 1e-12)).all():
        todo = "give the number of rows the cluster holds"
        raise InputError("more rows were drawn of a cluster than it holds", "cluster_sizes", todo)
    return Inner(n, n / np.maximum(size, 1e-300))


def _note(design: Design, frame: Frame, inner: Inner | None) -> str:
    parts = []
    if design.weights is not None:
        parts.append("weighted")
    if design.strata is not None:
        parts.append("stratified")
    if design.clusters is not None:
        parts.append("clustered")
    if design.population is not None:
        parts.append("finite-population correction")
    if inner is not None:
        parts.append("two stages")
        lone = int(((inner.n == 1) & (inner.fraction < 1)).sum())
        if lone:
            parts.append(f"{lone} clusters with one row take the others' variance")
    if frame.collapsed:
        parts.append(f"{len(frame.collapsed)} strata with one unit collapsed")
    if frame.uncovered:
        parts.append(f"strata not covered: {', '.join(map(str, frame.uncovered[:5]))}")
    return ", ".join(parts)
