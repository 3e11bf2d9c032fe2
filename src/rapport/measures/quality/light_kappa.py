"""The mean of Cohen's kappas of all pairs of raters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import confidence_of
from rapport.measures.quality.agreement_weights import agreement_weights, named
from rapport.measures.quality.chance_corrected import unrated, with_interval
from rapport.measures.quality.ratings import ratings_from
from rapport.measures.quality.two_raters import joint, pair_kappa


@checked
def light_kappa(
    ratings: Any,
    weights: Any = "identity",
    confidence: float = 0.95,
    *,
    categories: Sequence[Any] | None = None,
) -> Estimate:
    """Light's kappa.

    Question it answers: how far do two of these evaluators agree, on average over all pairs of them?

    Definition: mean over pairs of raters of Cohen's kappa, each on the units both rated; pairs without
    such units, or whose ratings are all one category, are left out and counted in `method`.

    Scale, unit, range: coefficient, −1 to 1; 0 is chance.

    Base: units with two ratings or more. Excluded: "not rated", "rated once".

    Parameters: as in conger_kappa.

    Returns: Estimate with unit "coefficient".

    Undefined when: nothing was rated twice, or no pair of raters has a kappa.

    How sure: variance linearised over units (a unit's influence on every pair together), Student's t of
    log(1 − kappa). Too narrow under 40 units, or while fewer than ten ratings fall outside the commonest
    category.

    Do not: use it where columns are "first" and "second" evaluation of whoever it was: fleiss_kappa.

    Validated against: R's irr on the diagnoses of Fleiss (1971), and cohen_kappa for two raters.

    Example:
        >>> round(light_kappa([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]]).value, 4)
        0.5

    References: Light (1971), doi:10.1037/h0031643.

    See also: conger_kappa, fleiss_kappa, cohen_kappa.
    """
    level = confidence_of(confidence)
    given = ratings_from(ratings, categories)
    kinds, q = given.patterns, len(given.categories)
    raters = (kinds.codes >= 0).sum(axis=1)
    rated, twice = (round(float(kinds.times[raters >= least].sum())) for least in (1, 2))
    facts: dict[str, Any] = {
        "unit": "coefficient",
        "confidence": level,
        "base": twice,
        "excluded": unrated(len(given.codes), rated, twice),
        "definition": "light_kappa@1",
        "method": f"Light's kappa ({named(weights)})",
    }
    if not twice:
        return undefined("nothing was rated twice", **facts)
    kept = kinds.only(np.flatnonzero(raters >= 2))
    table = agreement_weights(given.measured(weights), weights)
    values, rooms, own, left = [], [], np.zeros(len(kept.times)), 0
    for first, second in combinations(range(kept.codes.shape[1]), 2):
        rows = np.flatnonzero((kept.codes[:, [first, second]] >= 0).all(axis=1))
        a, b = kept.codes[rows, first], kept.codes[rows, second]
        found = pair_kappa(joint(a, b, kept.times[rows], q), table)
        if found is None:
            left += 1
            continue
        own[rows] += twice / kept.times[rows].sum() * found.influence[a, b]
        values.append(found.value)
        rooms.append(1 - found.expected)
    if not values:
        return undefined("no pair of raters has a kappa: all ratings are the same", **facts)
    if left:
        facts["method"] += f", {left} pairs of raters without a kappa"
    mean, room = float(np.mean(values)), float(np.mean(rooms))
    return with_interval(mean, own / len(values), kept.times, room, facts)
