"""A criteria file's text into Criteria, or every problem in it with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import yaml

from rapport.criteria.check import check_criteria
from rapport.criteria.errors import CriteriaError
from rapport.criteria.model import (
    ATTRIBUTIONS,
    CRITICALS,
    KINDS,
    Clause,
    Criteria,
    Element,
    Factor,
    Rule,
    title_of,
)
from rapport.written.section import NAME, Section
from rapport.written.tree import Problems, compose

TOP = ("criteria", "version", "title", "text", "language", "components", "factors", "weights_when")
FACTOR = ("title", "text", "weight", "elements")
ELEMENT = (
    "title", "text", "weight", "start", "max", "not_applicable", "not_applicable_when", "model_answer",
    "rules",
)  # fmt: skip
RULE = ("id", "points", "text", "example", "requires", "attributable_to", "critical", "kind", "times")
CLAUSE = ("when", "factors", "elements")


def parse_criteria(text: str, source: str = "criteria.yaml") -> Criteria:
    """Reads a criteria file.

    Parameters: `text` of the file; `source` is the name that errors give it.

    Returns: Criteria, checked.

    Raises: CriteriaError with all problems found (`.problems`), each with its line and what to do.
    """
    problems = Problems(source, CriteriaError)
    top = Section(compose(text, problems), "the file", TOP, problems)
    lines: dict[str, int] = {}
    factors = _factors(top, problems, lines)
    components = _components(top, problems, lines)
    clauses = _clauses(top, problems, lines)
    name = top.words("criteria") if top.need("criteria") else ""
    if name and not NAME.fullmatch(name):
        top.wrong("criteria", "a name of letters, digits, _ and -, a letter first")
    criteria = Criteria(
        id=name,
        version=top.integer("version", 1) if top.need("version") else 1,
        title=top.words("title", title_of(name)),
        factors=factors,
        components=components,
        weights_when=clauses,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        about=top.words("text"),
        language=top.words("language", "en"),
    )
    check_criteria(criteria, problems, lines)
    problems.stop()
    return criteria


def _factors(top: Section, problems: Problems, lines: dict[str, int]) -> tuple[Factor, ...]:
    node = top.node("factors") if top.need("factors") else None
    if node is None:
        return ()
    found = []
    section = Section(node, "factors", None, problems)
    for name, value in section.named("a factor"):
        lines[f"factor {name}"] = section.line_of(name)
        one = Section(value, f"factor {name}", FACTOR, problems, section.line_of(name))
        weight = one.number("weight", 1.0, above=0)
        elements = _elements(one, problems, lines) if one.need("elements") else ()
        found.append(Factor(name, one.words("title", title_of(name)), weight, elements, one.words("text")))
    return tuple(found)


def _elements(factor: Section, problems: Problems, lines: dict[str, int]) -> tuple[Element, ...]:
    node = factor.node("elements")
    if node is None:
        return ()
    section = Section(node, f"elements of {factor.what}", None, problems)
    return tuple(
        _element(name, value, section.line_of(name), problems, lines)
        for name, value in section.named("an element")
    )


def _element(name: str, node: yaml.Node, line: int, problems: Problems, lines: dict[str, int]) -> Element:
    if f"element {name}" in lines:
        first = lines[f"element {name}"]
        problems.add(line, f"Element {name} comes twice (first on line {first})", "Rename one of them.")
    lines[f"element {name}"] = line
    one = Section(node, f"element {name}", ELEMENT, problems, line)
    one.need("max")
    rules = _rules(name, one, problems, lines) if one.need("rules") else ()
    return Element(
        name=name,
        title=one.words("title", title_of(name)),
        weight=one.number("weight", 1.0, above=0),
        start=one.number("start", 0.0, least=0),
        max=one.number("max", 1.0, above=0),
        not_applicable=one.truth("not_applicable"),
        not_applicable_when=_when(one, "not_applicable_when", problems),
        rules=rules,
        text=one.words("text"),
        model_answer=one.words("model_answer") or None,
    )


def _rules(element: str, owner: Section, problems: Problems, lines: dict[str, int]) -> tuple[Rule, ...]:
    node = owner.node("rules")
    if not isinstance(node, yaml.SequenceNode):
        owner.wrong("rules", "a list of rules")
        return ()
    found = []
    for item in node.value:
        one = Section(item, f"a rule of {element}", RULE, problems)
        rule_id = one.words("id") if one.need("id") else ""
        if rule_id and not NAME.fullmatch(rule_id):
            one.wrong("id", "a name of letters, digits, _ and -, a letter first")
        one.what = f"rule {element}.{rule_id}"
        if rule_id and f"rule {element}.{rule_id}" in lines:
            problems.add(one.line_of("id"), f"Rule {rule_id} comes twice in {element}", "Rename one of them.")
        lines[f"rule {element}.{rule_id}"] = one.line
        one.need("points")
        found.append(
            Rule(
                id=rule_id,
                points=one.number("points", 0.0),
                text=one.words("text"),
                example=one.words("example") or None,
                requires=one.listed("requires"),
                attributable_to=one.choice("attributable_to", "agent", ATTRIBUTIONS) or "agent",
                critical=one.choice("critical", None, CRITICALS),
                kind=one.choice("kind", None, KINDS),
                times=one.integer("times", 1),
            )
        )
    return tuple(found)


def _when(owner: Section, key: str, problems: Problems) -> Mapping[str, tuple[str, ...]]:
    node = owner.node(key)
    if node is None:
        return {}
    section = Section(node, f"{key} of {owner.what}", None, problems)
    if not section.given:
        owner.wrong(key, "an attribute with its values")
    return {name: section.listed(name) for name in section.given}


def _components(top: Section, problems: Problems, lines: dict[str, int]) -> Mapping[str, tuple[str, ...]]:
    node = top.node("components")
    if node is None:
        return {}
    section = Section(node, "components", None, problems)
    for name, _ in section.named("a component"):
        lines[f"component {name}"] = section.line_of(name)
    return {name: section.listed(name) for name in section.given}


def _clauses(top: Section, problems: Problems, lines: dict[str, int]) -> tuple[Clause, ...]:
    node = top.node("weights_when")
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        top.wrong("weights_when", "a list of clauses")
        return ()
    found = []
    for index, item in enumerate(node.value):
        one = Section(item, f"clause {index + 1} of weights_when", CLAUSE, problems)
        lines[f"clause {index}"] = one.line
        one.need("when")
        when = _when(one, "when", problems)
        found.append(
            Clause(when, _multipliers(one, "factors", problems), _multipliers(one, "elements", problems))
        )
    return tuple(found)


def _multipliers(clause: Section, key: str, problems: Problems) -> Mapping[str, float]:
    node = clause.node(key)
    if node is None:
        return {}
    section = Section(node, f"{key} of {clause.what}", None, problems)
    return {name: section.number(name, 1.0, above=0) for name in section.given}
