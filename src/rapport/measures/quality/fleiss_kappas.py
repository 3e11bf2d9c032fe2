"""Fleiss' kappa category by category, and whether it is more than chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.inputs import Floats, confidence_of
from rapport.measures.quality.chance_corrected import Units, coefficient
from rapport.measures.quality.chance_models import pooled_shares
from rapport.measures.quality.ratings import ratings_from


@dataclass(frozen=True)
class ChanceTest:
    """A `kappa` with its interval, its `z` were there no agreement beyond chance, and the two-sided
    `p` of that (None where the kappa is undefined)."""

    kappa: Estimate
    z: float | None
    p: float | None


@dataclass(frozen=True)
class FleissKappas:
    """Kappa over all categories, and of each category against all others."""

    overall: ChanceTest
    by_category: Mapping[Any, ChanceTest]


@checked
def fleiss_kappas(
    ratings: Any, confidence: float = 0.95, *, categories: Sequence[Any] | None = None
) -> FleissKappas:
    """Fleiss' kappa over all categories and of each of them.

    Question it answers: on which decisions do evaluators agree, and is it more than chance?

    Definition: kappa as in fleiss_kappa; of a category: of "this or another". z = kappa / the standard
    error under chance of Fleiss, Nee & Landis; with unequal numbers of raters n m (m − 1) is the sum of
    m_i (m_i − 1) over the units.

    Scale, unit, range: coefficient, at most 1; 0 is chance.

    Base: units with two ratings or more. Excluded: "not rated", "rated once".

    Parameters: as in fleiss_kappa.

    Returns: FleissKappas, a ChanceTest for all and for each category.

    Undefined when: nothing was rated twice; a category that everybody or nobody chose has no kappa.

    How sure: as fleiss_kappa; z rests on the units alone and is rough under 20 of them.

    Do not: read a large z as much agreement; it grows with the number of units.

    Validated against: R's irr and statsmodels on the diagnoses of Fleiss (1971): kappa, z, categories.

    Example:
        >>> found = fleiss_kappas([["a", "a"], ["b", "b"], ["a", "c"], ["c", "c"]])
        >>> round(found.overall.kappa.value, 3), round(found.by_category["b"].kappa.value, 3)
        (0.619, 1.0)

    References: Fleiss (1971), doi:10.1037/h0031619. Fleiss, Nee & Landis (1979),
    doi:10.1037/0033-2909.86.5.974.

    See also: fleiss_kappa, gwet_ac.
    """
    level = confidence_of(confidence)
    given = ratings_from(ratings, categories)
    kinds = given.kinds
    counts = kinds.counts(len(given.categories))
    overall = _tested(counts, kinds.times, len(given.codes), level, "all categories")
    raters = counts.sum(axis=1)
    return FleissKappas(
        overall,
        {
            name: _tested(
                np.column_stack([column, raters - column]), kinds.times, len(given.codes), level, str(name)
            )
            for name, column in zip(given.categories, counts.T, strict=True)
        },
    )


def _tested(counts: Floats, times: Floats, given: int, level: float, name: str) -> ChanceTest:
    units = Units(counts, times, given)
    table = np.eye(counts.shape[1])
    kappa = coefficient(
        units,
        table,
        pooled_shares(units, table),
        method=f"Fleiss' kappa ({name})",
        definition="fleiss_kappas@1",
        confidence=level,
    )
    if kappa.value is None:
        return ChanceTest(kappa, None, None)
    raters = counts.sum(axis=1)
    p = units.shares()
    room = float((p * (1 - p)).sum())
    pairs = float(times @ (raters * (raters - 1)))
    variance = 2 / pairs * (room**2 - float((p * (1 - p) * (1 - 2 * p)).sum())) / room**2
    z = kappa.value / variance**0.5
    return ChanceTest(kappa, z, float(2 * special.ndtr(-abs(z))))
