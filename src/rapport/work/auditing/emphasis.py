"""What an objective's emphases would do to the weights of criteria."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from rapport.criteria import Criteria, parse_criteria
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.work.auditing.choices import criteria_choices


@dataclass(frozen=True)
class Weighed:
    """An element's part of the QCI in per cent, as the criteria have it, and with the emphases."""

    factor: str
    element: str
    share_percent: float
    emphasised_percent: float


@dataclass(frozen=True)
class Emphasis:
    """Shares by element; `unknown` are emphases that name neither a component nor a factor of them."""

    definition: str
    elements: tuple[Weighed, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Times:
    """How many times its weight each factor and element gets. `serving` are the elements that each emphasis
    is about; an `unknown` one names nothing of the criteria."""

    factors: Mapping[str, float]
    elements: Mapping[str, float]
    serving: Mapping[str, tuple[str, ...]]
    unknown: tuple[str, ...]


def times_of(criteria: Criteria, emphases: Mapping[str, float]) -> Times:
    """What the emphases multiply. A factor's emphasis multiplies its weight; a component's multiplies the
    weights of its elements and, by the share of the factor's weight that they have, the factor's."""
    elements = {
        element.name: math.prod(
            emphases.get(component, 1.0)
            for component, members in criteria.components.items()
            if element.name in members
        )
        for element in criteria.elements
    }
    factors = {}
    for one in criteria.factors:
        whole = sum(element.weight for element in one.elements)
        raised = sum(element.weight * elements[element.name] for element in one.elements)
        factors[one.name] = emphases.get(one.name, 1.0) * raised / whole
    inside = {one.name: tuple(element.name for element in one.elements) for one in criteria.factors}
    for component, members in criteria.components.items():
        inside[component] = tuple(dict.fromkeys((*inside.get(component, ()), *members)))
    serving = {name: inside[name] for name in emphases if name in inside}
    return Times(factors, elements, serving, tuple(sorted(set(emphases) - set(inside))))


def emphasised(actor: Actor, definition: str | None, emphases: Mapping[str, float]) -> Emphasis | None:
    """What the emphases come to in these criteria, where none are named the newest. None without emphases
    or criteria."""
    if not emphases or not actor.may(Permission.CRITERIA_READ):
        return None
    from rapport.program.audits.selectors import criteria_text, newest_criteria

    name = definition or newest_criteria(actor) or next(iter(criteria_choices(actor)), None)
    if name is None:
        return None
    criteria = parse_criteria(criteria_text(actor, name), source=name)
    usual = _shares({one.name: one.weight for one in criteria.factors}, criteria, {})
    times = times_of(criteria, emphases)
    raised = {one.name: one.weight * times.factors[one.name] for one in criteria.factors}
    now = _shares(raised, criteria, times.elements)
    return Emphasis(
        name,
        tuple(
            Weighed(one.title, element.title, 100 * usual[element.name], 100 * now[element.name])
            for one in criteria.factors
            for element in one.elements
        ),
        times.unknown,
    )


def _shares(factors: Mapping[str, float], criteria: Criteria, times: Mapping[str, float]) -> dict[str, float]:
    """Each element's part of the QCI: its factor's part, shared out by weight."""
    whole = sum(factors.values())
    found: dict[str, float] = {}
    for factor in criteria.factors:
        weights = {one.name: one.weight * times.get(one.name, 1.0) for one in factor.elements}
        inside = sum(weights.values())
        for name, weight in weights.items():
            found[name] = factors[factor.name] / whole * weight / inside
    return found
