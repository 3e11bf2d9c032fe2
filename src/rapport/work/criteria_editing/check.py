"""The live check: what is wrong and where, and what every element is worth in a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from rapport.criteria import Criteria, CriteriaError, LineError, Shares, parse_criteria, shares_for
from rapport.records import InputError
from rapport.work.criteria_editing import parts
from rapport.work.criteria_editing.document import Document, find

SOURCE = "criteria.yaml"


@dataclass(frozen=True)
class Problem:
    """One thing wrong: on which line of the text, in which part, beside which field (if one)."""

    what: str
    todo: str
    line: int
    part: str | None = None
    field: str = ""


@dataclass(frozen=True)
class Checked:
    """A text looked through: `criteria` where it holds, `document` where it is YAML at all."""

    text: str
    document: Document | None
    criteria: Criteria | None
    problems: tuple[Problem, ...]

    def beside(self, part: str) -> dict[str, list[Problem]]:
        """The problems of a part by field; "" holds those of the part as a whole."""
        found: dict[str, list[Problem]] = {}
        for one in self.problems:
            if one.part == part:
                found.setdefault(one.field, []).append(one)
        return found

    def line_of(self, part: str) -> int:
        """The line a part begins on, 1 where it is not in the text yet."""
        places = _places(self.document) if self.document else []
        return next((line for line, one, _ in places if one == part), 1)


def check_text(text: str) -> Checked:
    """Looks through the text of a draft; never raises for what somebody wrote."""
    try:
        document = Document(text)
    except CriteriaError as error:
        return Checked(text, None, None, tuple(_problem(one, []) for one in error.problems))
    try:
        return Checked(text, document, parse_criteria(text, SOURCE), ())
    except CriteriaError as error:
        places = _places(document)
        return Checked(text, document, None, tuple(_problem(one, places) for one in error.problems))


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


_Place = tuple[int, str, str]


def _problem(error: InputError, places: list[_Place]) -> Problem:
    line = error.line if isinstance(error, LineError) else 1
    part, field = _where(error.what, line, places)
    return Problem(error.what, error.todo or "", line, part, field)


def _where(what: str, line: int, places: list[_Place]) -> tuple[str | None, str]:
    """The field on that line that the words name, else the outermost thing there, else the last before."""
    here = [place for place in places if place[0] == line]
    for _, part, field in here:
        if field and what.startswith((f"{field.rpartition('-')[2]} of", f"Unknown key {field!r}")):
            return part, field
    if here:
        return here[0][1], here[0][2]
    before = [place for place in places if place[0] < line]
    return (before[-1][1], "") if before else (None, "")


def _places(document: Document) -> list[_Place]:
    """Line, part and field of everything that has a field, in the order of the file, outermost first."""
    found: list[_Place] = []
    named = {"components": parts.COMPONENTS, "weights_when": parts.WEIGHTS}
    for key, value in parts.pairs(document.root):
        name = parts.name_of(key)
        if name == "factors":
            continue
        found.append((_line(key), named.get(name, parts.GENERAL), "" if name in named else name))
        if name == "weights_when":
            found += [
                (_line(one), parts.WEIGHTS, f"clause-{place}") for place, one in enumerate(parts.items(value))
            ]
        elif name == "components":
            found += [
                (_line(one), parts.COMPONENTS, f"component-{place}")
                for place, (one, _) in enumerate(parts.pairs(value))
            ]
    for place, (key, factor) in enumerate(parts.factors(document)):
        found.append((_line(key), f"f{place}", "name"))
        found += [
            (_line(one), f"f{place}", parts.name_of(one))
            for one, _ in parts.pairs(factor)
            if parts.name_of(one) != "elements"
        ]
        for index, (name_key, element) in enumerate(parts.elements(factor)):
            found.append((_line(name_key), f"e{place}.{index}", "name"))
            found += _fields(element, f"e{place}.{index}")
    return sorted(found, key=lambda one: one[0])


def _fields(element: yaml.Node, part: str) -> list[_Place]:
    found = [
        (_line(key), part, parts.name_of(key))
        for key, _ in parts.pairs(element)
        if parts.name_of(key) != "rules"
    ]
    for place, rule in enumerate(parts.items(find(element, "rules"))):
        found.append((_line(rule), part, f"rule-{place}"))
        found += [(_line(key), part, f"rule-{place}-{parts.name_of(key)}") for key, _ in parts.pairs(rule)]
    return found


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
