"""Mean of a column under a sampling design, linearised: what every mean and share rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.inference.frame import Population, frame_of
from rapport.measures.inputs import Floats, labels, sums, weights_of


@dataclass(frozen=True)
class Design:
    """How the rows were drawn: survey weights, strata, clusters and the size of what was drawn from.
    With nothing set they are a simple random sample of a frame of unknown size."""

    weights: Any = None
    strata: Any = None
    clusters: Any = None
    population: Population = None

    @property
    def simple(self) -> bool:
        """True when nothing but weights departs from independent draws."""
        return self.strata is None and self.clusters is None and self.population is None


@dataclass(frozen=True)
class DesignMean:
    """`value` and its `variance` (None when it cannot be told), `df`, the rows that `entered`, their
    weights' sum, Kish's effective base, and what to add to the method."""

    value: float
    variance: float | None
    df: float
    entered: int
    weighted: float
    effective: float
    note: str


def design_mean(values: Floats, design: Design) -> DesignMean | None:
    """Weighted mean of the values that are there, with Taylor-linearised variance; None without any.

    Sampling units are the clusters, or the rows. Degrees of freedom: units − strata. `population`
    counts sampling units, {stratum: N} or N.
    """
    here = ~np.isnan(values)
    rows = weights_of(design.weights, len(values))
    if not here.any() or not rows[here].any():
        return None
    y, w = values[here], rows[here]
    strata, names = _codes(design.strata, "strata", here)
    unit, stratum = _units(design, strata, here)
    whole = design.clusters is None
    frame = frame_of(
        stratum, w if whole else np.ones(len(stratum)), names, design.population, design.weights is not None
    )
    if whole or design.weights is None:
        w = frame.weight[unit]
    total = float(w.sum())
    value = float((w * y).sum() / total)
    linear = sums(unit, w * (y - value), len(stratum)) / total
    if frame.fitted and whole:
        mean = sums(frame.stratum, linear, len(names)) / np.maximum(
            sums(frame.stratum, frame.weight, len(names)), 1e-300
        )
        linear = linear - frame.weight * mean[frame.stratum]
    first, second = sums(frame.stratum, linear, len(names)), sums(frame.stratum, linear**2, len(names))
    df = float(len(stratum) - (frame.n > 0).sum())
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = np.where(frame.n > 1, frame.n * (second - first**2 / frame.n) / (frame.n - 1), 0.0)
    variance = float((np.maximum(spread, 0.0) * (1 - frame.fraction)).sum()) if df > 0 else None
    effective = total**2 / float((w**2).sum())
    return DesignMean(value, variance, df, int(here.sum()), total, effective, _note(design, frame))


def _codes(values: Any, name: str, here: Any) -> tuple[Any, list[Any]]:
    if values is None:
        return np.zeros(int(here.sum()), dtype=np.intp), ["all"]
    codes, names = labels(values, name, length=len(here))
    return codes[here], names


def _units(design: Design, strata: Any, here: Any) -> tuple[Any, Any]:
    """The sampling unit of each row, and the stratum of each unit (a cluster lies in one stratum)."""
    if design.clusters is None:
        return np.arange(len(strata)), strata
    clusters, names = _codes(design.clusters, "clusters", here)
    pairs, unit = np.unique(strata * len(names) + clusters, return_inverse=True)
    return unit, pairs // len(names)


def _note(design: Design, frame: Any) -> str:
    parts = []
    if design.weights is not None:
        parts.append("weighted")
    if design.strata is not None:
        parts.append("stratified")
    if design.clusters is not None:
        parts.append("clustered")
    if design.population is not None:
        parts.append("finite-population correction")
    if frame.collapsed:
        parts.append(f"{len(frame.collapsed)} strata with one unit collapsed")
    if frame.uncovered:
        parts.append(f"strata not covered: {', '.join(map(str, frame.uncovered[:5]))}")
    return ", ".join(parts)
