"""All coefficients of two raters whose decisions come as a table of counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import Floats, confidence_of, table
from rapport.measures.quality.agreement_weights import agreement_weights, named
from rapport.measures.quality.chance_corrected import Chance, Units, coefficient
from rapport.measures.quality.chance_models import equal_shares, pooled_shares, uncertain_shares
from rapport.records.errors import InputError


@dataclass(frozen=True)
class TableAgreement:
    """The coefficients of one table of two raters, which differ in what they take for chance."""

    cohen: Estimate
    scott: Estimate
    gwet: Estimate
    brennan_prediger: Estimate
    krippendorff: Estimate


@checked
def table_agreement(
    counts: Any,
    weights: Any = "identity",
    confidence: float = 0.95,
    *,
    categories: Sequence[float] | None = None,
    n: float | None = None,
) -> TableAgreement:
    """Agreement of two raters from their contingency table.

    Question it answers: how well do two people agree when all we have is how often each pair of
    decisions came up?

    Definition: Cohen's kappa, Scott's pi, Gwet's AC1 or AC2, Brennan–Prediger and Krippendorff's alpha
    (p_a moved by (1 − p_a)/2n) of the table, weighted by `weights`.

    Scale, unit, range: coefficient, at most 1; 0 is chance.

    Base: the table's sum, or `n`.

    Parameters: `counts` square, one row a category of the first rater, one column the same of the second,
    or their shares with `n` units in all; `weights` as in gwet_ac; `categories` their values where
    weights need them (1, 2, 3… by default).

    Returns: TableAgreement of five Estimates.

    Undefined when: the table is empty, or all ratings are one category.

    Raises: InputError for a table that is not square, negative counts, or shares without `n`.

    How sure: large-sample variances (divided by n, as is custom for tables), Student's t of
    log(1 − coefficient). Too narrow under 40 units.

    Do not: give it ratings; a row here is a category, not a unit.

    Validated against: R's irrCAC on the diagnoses of two abstractors (values and standard errors), R's
    psych and statsmodels on Cohen's example of 1968 with his own weights.

    Example:
        >>> found = table_agreement([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
        >>> round(found.cohen.value, 3), round(found.gwet.value, 3)
        (0.796, 0.849)

    References: Gwet (2014), Handbook of Inter-Rater Reliability. Cohen (1968), doi:10.1037/h0026256.

    See also: cohen_kappa, gwet_ac, krippendorff_alpha.
    """
    level = confidence_of(confidence)
    cells = _cells(counts, n)
    q = len(cells)
    if categories is not None and len(categories) != q:
        raise InputError(f"{len(categories)} categories for {q} rows", "categories", "name each of them")
    values = np.asarray(range(1, q + 1) if categories is None else categories, dtype=np.float64)
    scheme = agreement_weights(values, weights)
    pairs = np.zeros((q * q, q))
    first, second = np.divmod(np.arange(q * q), q) if q else (np.arange(0), np.arange(0))
    np.add.at(pairs, (np.arange(q * q), first), 1.0)
    np.add.at(pairs, (np.arange(q * q), second), 1.0)
    total = round(float(cells.sum()))
    units = Units(pairs, cells.ravel(), total, finite=False)

    def of(chance: Chance, name: str) -> Estimate:
        method = f"{name} ({named(weights)})"
        return coefficient(
            units, scheme, chance, method=method, definition="table_agreement@1", confidence=level
        )

    if not total:
        empty = undefined(
            "the table is empty", unit="coefficient", confidence=level, definition="table_agreement@1"
        )
        return TableAgreement(*[empty] * 5)
    scott = of(pooled_shares(units, scheme), "Scott's pi")
    return TableAgreement(
        cohen=of(_own_habits(cells, scheme), "Cohen's kappa"),
        scott=scott,
        gwet=of(uncertain_shares(units, scheme), "Gwet's AC1 or AC2"),
        brennan_prediger=of(equal_shares(units, scheme), "Brennan–Prediger coefficient"),
        krippendorff=_alpha(scott, total, named(weights)),
    )


def _cells(counts: Any, n: float | None) -> Floats:
    cells = table(counts, "counts")
    if cells.shape[0] != cells.shape[1]:
        raise InputError(
            f"the table is {cells.shape[0]} × {cells.shape[1]}", "counts", "give the same categories twice"
        )
    if np.isnan(cells).any() or (cells < 0).any():
        raise InputError("a count is missing or negative", "counts", "give counts ≥ 0")
    if n is not None:
        if not 0 < n < np.inf:
            raise InputError(f"n is {n}", "n", "give the number of units")
        return cells * n / max(float(cells.sum()), 1e-300)
    if cells.any() and cells.sum() < 1 + 1e-9 and (cells % 1).any():
        raise InputError("the table holds shares", "counts", "give n, the number of units, too")
    return cells


def _own_habits(cells: Floats, scheme: Floats) -> Chance:
    """Each rater's own shares."""
    n = float(cells.sum())
    rows, columns = cells.sum(axis=1) / n, cells.sum(axis=0) / n
    pull = ((scheme @ columns)[:, None] + (rows @ scheme)[None, :]) / 2
    return Chance(float(rows @ scheme @ columns), pull.ravel())


def _alpha(scott: Estimate, n: int, name: str) -> Estimate:
    """Krippendorff's alpha is Scott's pi moved by its distance to 1 over the number of ratings."""
    method = f"Krippendorff's alpha ({name}), from Scott's pi"
    if scott.value is None:
        return scott.with_(method=method)
    kept = 1 - 1 / (2 * n)

    def moved(one: float | None) -> float | None:
        return None if one is None else 1 - kept * (1 - one)

    error = None if scott.standard_error is None else kept * scott.standard_error
    return scott.with_(
        value=moved(scott.value),
        low=moved(scott.low),
        high=moved(scott.high),
        standard_error=error,
        method=method,
    )
