"""The live check: what is wrong and where, and what every element is worth in a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from rapport.criteria import Criteria, CriteriaError, Shares, parse_criteria, shares_for
from rapport.work.criteria_editing import parts
from rapport.work.criteria_editing.document import Document
from rapport.written.beside import Place, Problem, by_field, line_of_part, placed
from rapport.written.document import find
from rapport.written.tree import line_of

SOURCE = "criteria.yaml"


@dataclass(frozen=True)
class Checked:
    """A text looked through: `criteria` where it holds, `document` where it is YAML at all."""

    text: str
    document: Document | None
    criteria: Criteria | None
    problems: tuple[Problem, ...]

    def beside(self, part: str) -> dict[str, list[Problem]]:
        """The problems of a part by field; "" holds those of the part as a whole."""
        return by_field(self.problems, part)

    def line_of(self, part: str) -> int:
        """The line a part begins on, 1 where it is not in the text yet."""
        return line_of_part(_places(self.document) if self.document else [], part)


def check_text(text: str) -> Checked:
    """Looks through the text of a draft; never raises for what somebody wrote."""
    try:
        document = Document(text)
    except CriteriaError as error:
        return Checked(text, None, None, tuple(placed(one, []) for one in error.problems))
    try:
        return Checked(text, document, parse_criteria(text, SOURCE), ())
    except CriteriaError as error:
        places = _places(document)
        return Checked(text, document, None, tuple(placed(one, places) for one in error.problems))


def scenario_choices(criteria: Criteria) -> dict[str, tuple[str, ...]]:
    """The attributes that weights or questions depend on, with the values the criteria name."""
    found: dict[str, dict[str, None]] = {}
    whens = [clause.when for clause in criteria.weights_when]
    whens += [element.not_applicable_when for element in criteria.elements]
    for when in whens:
        for name, values in when.items():
            found.setdefault(name, {}).update(dict.fromkeys(values))
    return {name: tuple(values) for name, values in found.items()}


def shares_in(checked: Checked, scenario: Mapping[str, str]) -> Shares | None:
    """Effective weights in a scenario; None while the text does not hold."""
    return None if checked.criteria is None else shares_for(checked.criteria, scenario)


def _places(document: Document) -> list[Place]:
    """Line, part and field of everything that has a field, in the order of the file, outermost first."""
    found: list[Place] = []
    named = {"components": parts.COMPONENTS, "weights_when": parts.WEIGHTS}
    for key, value in parts.pairs(document.root):
        name = parts.name_of(key)
        if name == "factors":
            continue
        found.append((line_of(key), named.get(name, parts.GENERAL), "" if name in named else name))
        if name == "weights_when":
            found += [
                (line_of(one), parts.WEIGHTS, f"clause-{place}")
                for place, one in enumerate(parts.items(value))
            ]
        elif name == "components":
            found += [
                (line_of(one), parts.COMPONENTS, f"component-{place}")
                for place, (one, _) in enumerate(parts.pairs(value))
            ]
    for place, (key, factor) in enumerate(parts.factors(document)):
        found.append((line_of(key), f"f{place}", "name"))
        found += [
            (line_of(one), f"f{place}", parts.name_of(one))
            for one, _ in parts.pairs(factor)
            if parts.name_of(one) != "elements"
        ]
        for index, (name_key, element) in enumerate(parts.elements(factor)):
            found.append((line_of(name_key), f"e{place}.{index}", "name"))
            found += _fields(element, f"e{place}.{index}")
    return sorted(found, key=lambda one: one[0])


def _fields(element: yaml.Node, part: str) -> list[Place]:
    found = [
        (line_of(key), part, parts.name_of(key))
        for key, _ in parts.pairs(element)
        if parts.name_of(key) != "rules"
    ]
    for place, rule in enumerate(parts.items(find(element, "rules"))):
        found.append((line_of(rule), part, f"rule-{place}"))
        found += [(line_of(key), part, f"rule-{place}-{parts.name_of(key)}") for key, _ in parts.pairs(rule)]
    return found
