"""From ratings to a chance-corrected coefficient where it does not matter who rated what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapport.measures.estimate import Estimate
from rapport.measures.inputs import confidence_of
from rapport.measures.quality.agreement_weights import agreement_weights, named
from rapport.measures.quality.chance_corrected import Units, coefficient
from rapport.measures.quality.chance_models import Model
from rapport.measures.quality.ratings import ratings_from


def several_raters(
    ratings: Any,
    weights: Any,
    confidence: float,
    categories: Sequence[Any] | None,
    model: Model,
    name: str,
    definition: str,
) -> Estimate:
    """The coefficient of this model of chance."""
    level = confidence_of(confidence)
    given = ratings_from(ratings, categories)
    kinds = given.kinds
    units = Units(kinds.counts(len(given.categories)), kinds.times, len(given.codes))
    table = agreement_weights(given.measured(weights), weights)
    return coefficient(
        units,
        table,
        model(units, table),
        method=f"{name} ({named(weights)})",
        definition=definition,
        confidence=level,
    )
