"""What every element is worth in the QCI of one scenario, before anybody scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapport.criteria.model import Criteria, applies
from rapport.criteria.weights import weights_for


@dataclass(frozen=True)
class Shares:
    """Shares of the QCI, each adding up to 1; None for what is never asked in this scenario."""

    elements: Mapping[str, float | None]
    factors: Mapping[str, float | None]


def shares_for(criteria: Criteria, attributes: Mapping[str, str]) -> Shares:
    """The share of the QCI that each element and factor has where `attributes` hold.

    Definition (version 1): v = W w / Σ w over the factor's elements that are asked, divided by Σ v; the
    weights W and w after every clause of `weights_when` that matches. An evaluator who marks an element
    not applicable moves its share to the others of its factor.
    """
    weights = weights_for(criteria, attributes)
    elements: dict[str, float | None] = {}
    total = 0.0
    for factor in criteria.factors:
        asked = [
            element
            for element in factor.elements
            if not (element.not_applicable_when and applies(element.not_applicable_when, attributes))
        ]
        inside = sum(weights.elements[element.name] for element in asked)
        for element in factor.elements:
            elements[element.name] = None
        for element in asked:
            elements[element.name] = weights.factors[factor.name] * weights.elements[element.name] / inside
        total += weights.factors[factor.name] if asked else 0.0
    shares = {name: None if v is None else v / total for name, v in elements.items()}
    factors = {
        factor.name: weights.factors[factor.name] / total
        if any(shares[element.name] is not None for element in factor.elements)
        else None
        for factor in criteria.factors
    }
    return Shares(shares, factors)
