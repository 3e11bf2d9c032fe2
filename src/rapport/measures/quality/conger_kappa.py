"""Cohen's kappa for more than two raters, each with habits of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.inputs import Codes, Floats, confidence_of, sums
from rapport.measures.quality.agreement_weights import agreement_weights, named
from rapport.measures.quality.chance_corrected import Chance, Units, coefficient
from rapport.measures.quality.ratings import ratings_from


@checked
def conger_kappa(
    ratings: Any,
    weights: Any = "identity",
    confidence: float = 0.95,
    *,
    categories: Sequence[Any] | None = None,
) -> Estimate:
    """Conger's kappa: chance from each rater's own shares.

    Question it answers: do these very evaluators agree, more than their differing habits would by chance?

    Definition: (p_a − p_e)/(1 − p_e); p_a as in Fleiss' kappa, p_e the mean over pairs of raters of
    Σ w_kl p_gk p_hl with p_gk rater g's share of category k. For two raters it is Cohen's kappa.

    Scale, unit, range: coefficient, at most 1; 0 is chance.

    Base: units with two ratings or more. Excluded: "not rated", "rated once" (which still tell their
    rater's shares).

    Parameters: `ratings` units × raters (a column is one person), None or NaN where missing; `weights` as
    in gwet_ac; `categories` all that were possible, in order.

    Returns: Estimate with unit "coefficient".

    Undefined when: nothing was rated twice, fewer than two raters rated, or all ratings are one category.

    How sure: variance linearised over units, Student's t of log(1 − kappa). Too narrow under 40 units, or
    while fewer than ten ratings fall outside the commonest category.

    Do not: use it where columns are "first" and "second" evaluation of whoever it was: fleiss_kappa.

    Validated against: R's irr on the diagnoses of Fleiss (1971), and cohen_kappa for two raters.

    Example:
        >>> round(conger_kappa([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]]).value, 4)
        0.5

    References: Conger (1980), doi:10.1037/0033-2909.88.2.322. Gwet (2014), Handbook of Inter-Rater
    Reliability.

    See also: light_kappa, fleiss_kappa, cohen_kappa.
    """
    level = confidence_of(confidence)
    given = ratings_from(ratings, categories)
    kinds, q = given.patterns, len(given.categories)
    units = Units(kinds.counts(q), kinds.times, len(given.codes))
    table = agreement_weights(given.measured(weights), weights)
    return coefficient(
        units,
        table,
        _own_shares(kinds.codes, kinds.times, table),
        method=f"Conger's kappa ({named(weights)})",
        definition="conger_kappa@1",
        confidence=level,
    )


def _own_shares(codes: Codes, times: Floats, table: Floats) -> Chance:
    """Two ratings drawn from the shares of two different raters."""
    q = len(table)
    both = (table + table.T) / 2
    given = [np.flatnonzero(column >= 0) for column in codes.T]
    raters = [place for place, rows in enumerate(given) if len(rows)]
    if len(raters) < 2:
        return Chance(1.0, np.ones(len(codes)))
    rated = np.array([times[given[place]].sum() for place in raters])
    share = np.stack([sums(codes[given[g], g], times[given[g]], q) for g in raters]) / rated[:, None]
    pull = (share.sum(axis=0) - share) @ both
    pairs = len(raters) * (len(raters) - 1)
    expected = float((share * pull).sum()) / pairs
    by_unit = np.zeros(len(codes))
    units = float(times.sum())
    for row, place in enumerate(raters):
        own = pull[row][codes[given[place], place]]
        by_unit[given[place]] += units / rated[row] * (own - share[row] @ pull[row])
    return Chance(expected, expected + by_unit / pairs)
