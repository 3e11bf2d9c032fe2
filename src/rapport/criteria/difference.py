"""What changed from one version of criteria to another, for people to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from rapport.criteria.model import Criteria

WORDING = ("text", "example", "title", "model_answer")


@dataclass(frozen=True)
class Difference:
    """`where` (factor, element, element.rule, component…), which `field`, from what, to what.
    `moves_scores` is false where only wording changed."""

    where: str
    field: str
    before: Any
    after: Any
    moves_scores: bool


def diff(before: Criteria, after: Criteria) -> tuple[Difference, ...]:
    """Everything that is not the same in two criteria, in the order of the files.

    Returns: one Difference for each changed field; a thing that came or went has the field "exists".
    """
    return tuple(_changes(_flat(before), _flat(after)))


def _flat(criteria: Criteria) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for factor in criteria.factors:
        found[f"factor {factor.name}"] = _plain(factor, "elements", "name")
        for element in factor.elements:
            plain = {**_plain(element, "rules", "name"), "factor": factor.name}
            found[f"element {element.name}"] = plain
            for rule in element.rules:
                found[f"rule {element.name}.{rule.id}"] = _plain(rule, "id")
    for name, members in criteria.components.items():
        found[f"component {name}"] = {"elements": members}
    found["weights_when"] = {"clauses": tuple(_plain(clause) for clause in criteria.weights_when)}
    return found


def _plain(thing: Any, *without: str) -> dict[str, Any]:
    return {each.name: getattr(thing, each.name) for each in fields(thing) if each.name not in without}


def _changes(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> Iterator[Difference]:
    for where in [*old, *(name for name in new if name not in old)]:
        if where not in old or where not in new:
            yield Difference(where, "exists", where in old, where in new, True)
            continue
        for field, value in old[where].items():
            if new[where].get(field) != value:
                yield Difference(where, field, value, new[where].get(field), field not in WORDING)
