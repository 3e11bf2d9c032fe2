"""What the form of one part shows, from the tree."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from rapport.work.criteria_editing.document import Document
from rapport.work.criteria_editing.parts import (
    COMPONENTS,
    ELEMENT,
    FACTOR,
    GENERAL,
    WEIGHTS,
    all_elements,
    factors,
    items,
    name_of,
    pairs,
    place_of,
)
from rapport.written.document import find
from rapport.written.fields import rows, shown, shown_truth


@dataclass(frozen=True)
class RuleForm:
    """The fields of one rule, as typed."""

    id: str
    points: str
    text: str
    example: str
    requires: str
    attributable_to: str
    critical: str
    kind: str
    times: str


@dataclass(frozen=True)
class ClauseForm:
    """The fields of one clause of weights_when."""

    when: tuple[tuple[str, str], ...]
    factors: tuple[tuple[str, str], ...]
    elements: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Names:
    """The factors and elements there are to choose from."""

    factors: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()


@dataclass(frozen=True)
class PartForm:
    """One part as its form shows it: `kind` chooses the form, `values` are its plain fields."""

    part: str
    kind: str
    name: str = ""
    values: dict[str, str] = field(default_factory=dict)
    not_applicable: bool = False
    not_applicable_when: tuple[tuple[str, str], ...] = ()
    rules: tuple[RuleForm, ...] = ()
    components: tuple[tuple[str, bool], ...] = ()
    members: tuple[tuple[str, tuple[str, ...]], ...] = ()
    clauses: tuple[ClauseForm, ...] = ()
    factor: str = ""
    names: Names = field(default_factory=Names)


def read_part(document: Document, part: str) -> PartForm:
    """The form of a part. Raises InputError for a part that is not there."""
    names = Names(
        tuple(name_of(key) for key, _ in factors(document)),
        tuple(name_of(key) for _, key, _ in all_elements(document)),
    )
    if part == GENERAL:
        keys = ("criteria", "version", "title", "text", "language")
        return PartForm(part, GENERAL, values={key: shown(document.root, key) for key in keys}, names=names)
    if part == COMPONENTS:
        found = [
            (name_of(key), tuple(str(one.value) for one in items(value) if isinstance(one, yaml.ScalarNode)))
            for key, value in pairs(find(document.root, "components"))
        ]
        return PartForm(part, COMPONENTS, members=tuple(found), names=names)
    if part == WEIGHTS:
        clauses = tuple(_clause(one) for one in items(find(document.root, "weights_when")))
        return PartForm(part, WEIGHTS, clauses=clauses, names=names)
    key, node = place_of(document, part)
    if FACTOR.fullmatch(part):
        values = {one: shown(node, one) for one in ("title", "text", "weight")}
        return PartForm(part, "factor", name_of(key), values, names=names)
    return _element(document, part, key, node, names)


def _element(document: Document, part: str, key: yaml.Node, node: yaml.Node, names: Names) -> PartForm:
    name = name_of(key)
    plain = ("title", "text", "weight", "start", "max", "model_answer")
    members = [
        (name_of(one), name in [name_of(member) for member in items(value)])
        for one, value in pairs(find(document.root, "components"))
    ]
    match = ELEMENT.fullmatch(part)
    return PartForm(
        part,
        "element",
        name,
        {one: shown(node, one) for one in plain},
        not_applicable=shown_truth(node, "not_applicable"),
        not_applicable_when=tuple(rows(find(node, "not_applicable_when"))),
        rules=tuple(_rule(one) for one in items(find(node, "rules"))),
        components=tuple(members),
        factor=names.factors[int(match[1])] if match else "",
        names=names,
    )


def _rule(node: yaml.Node) -> RuleForm:
    return RuleForm(**{name: shown(node, name) for name in RuleForm.__dataclass_fields__})


def _clause(node: yaml.Node) -> ClauseForm:
    return ClauseForm(
        tuple(rows(find(node, "when"))),
        tuple(rows(find(node, "factors"))),
        tuple(rows(find(node, "elements"))),
    )
