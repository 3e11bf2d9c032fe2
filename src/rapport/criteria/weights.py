"""What elements and factors weigh for one interaction and one customer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapport.criteria.model import Criteria, applies


@dataclass(frozen=True, slots=True)
class Weights:
    """Weight of every element inside its factor, and of every factor."""

    elements: Mapping[str, float]
    factors: Mapping[str, float]


def weights_for(
    criteria: Criteria,
    attributes: Mapping[str, str],
    importance: Mapping[str, float] | None = None,
    segment_importance: Mapping[str, float] | None = None,
) -> Weights:
    """The file's weights, times every clause that matches, times importance.

    The importance of a component multiplies each of its elements, once for every component that an
    element is in. Names that the criteria do not know are left aside.
    """
    elements = {element.name: element.weight for element in criteria.elements}
    factors = {factor.name: factor.weight for factor in criteria.factors}
    for clause in criteria.weights_when:
        if applies(clause.when, attributes):
            for name, multiplier in clause.elements.items():
                elements[name] *= multiplier
            for name, multiplier in clause.factors.items():
                factors[name] *= multiplier
    if importance or segment_importance:
        known = {**(segment_importance or {}), **relative_importance(criteria, importance or {})}
        for name, multiplier in known.items():
            if name in factors:
                factors[name] *= multiplier
            elif name in elements:
                elements[name] *= multiplier
            for member in criteria.components.get(name, ()):
                elements[member] *= multiplier
    return Weights(elements, factors)


def relative_importance(criteria: Criteria, importance: Mapping[str, float]) -> dict[str, float]:
    """One customer's importances divided by their own mean, so that it does not matter who uses high
    numbers and who low ones. Empty when nothing the criteria name was answered with more than 0."""
    names = {*criteria.titles}
    known = {name: value for name, value in importance.items() if name in names and _usable(value)}
    mean = sum(known.values()) / len(known) if known else 0.0
    return {name: value / mean for name, value in known.items()} if mean > 0 else {}


def _usable(value: float | None) -> bool:
    return value is not None and math.isfinite(value) and value >= 0


def mean_importance(criteria: Criteria, customers: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """What a segment finds important: for each name, the mean of its customers' relative importances.
    It stands in where a customer of the segment did not answer."""
    sums: dict[str, float] = {}
    counts: dict[str, int] = {}
    for importance in customers:
        for name, value in relative_importance(criteria, importance).items():
            sums[name] = sums.get(name, 0.0) + value
            counts[name] = counts.get(name, 0) + 1
    return {name: total / counts[name] for name, total in sums.items()}
