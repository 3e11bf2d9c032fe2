"""What no single key of a criteria file can show: names that refer to nothing, and rules in a circle."""

from __future__ import annotations

from collections.abc import Mapping

from rapport.criteria.model import Criteria, Element
from rapport.written.tree import Problems


def check_criteria(criteria: Criteria, problems: Problems, lines: Mapping[str, int]) -> None:
    """Reports every reference that does not hold; `lines` says where each named thing is."""
    if not criteria.elements and not problems.found:
        problems.add(1, "The file has no elements", "Add a factor with at least one element.")
    for factor in criteria.factors:
        if not factor.elements and not problems.found:
            problems.add(lines[f"factor {factor.name}"], f"Factor {factor.name} has no elements", "Add one.")
    for element in criteria.elements:
        _check_element(element, problems, lines)
    elements = {element.name for element in criteria.elements}
    factors = {factor.name for factor in criteria.factors}
    for name, members in criteria.components.items():
        _known(members, elements, "element", f"Component {name}", lines[f"component {name}"], problems)
    for index, clause in enumerate(criteria.weights_when):
        line, what = lines[f"clause {index}"], f"Clause {index + 1} of weights_when"
        _known(clause.factors, factors, "factor", what, line, problems)
        _known(clause.elements, elements, "element", what, line, problems)
        if not clause.factors and not clause.elements:
            problems.add(line, f"{what} changes no weight", "Add factors or elements with multipliers.")


def _known(
    names: Mapping[str, float] | tuple[str, ...],
    known: set[str],
    kind: str,
    what: str,
    line: int,
    problems: Problems,
) -> None:
    for name in names:
        if name not in known:
            problems.add(
                line, f"{what} names an unknown {kind} {name!r}", f"Use the name of one of the {kind}s."
            )
    if len(set(names)) < len(names):
        problems.add(line, f"{what} names the same {kind} twice", "Name it once.")


def _check_element(element: Element, problems: Problems, lines: Mapping[str, int]) -> None:
    line = lines[f"element {element.name}"]
    if element.start > element.max:
        what = f"Element {element.name} starts at {element.start:g}, above its max of {element.max:g}"
        problems.add(line, what, "Lower start or raise max.")
    if not element.rules and not problems.found:
        problems.add(line, f"Element {element.name} has no rules", "Add at least one rule.")
    ids = {rule.id for rule in element.rules}
    for rule in element.rules:
        where = lines[f"rule {element.name}.{rule.id}"]
        for rule_id in rule.requires:
            if rule_id not in ids:
                todo = f"Rules of {element.name} are: {', '.join(sorted(ids))}."
                problems.add(where, f"Rule {rule.id} requires an unknown rule {rule_id!r}", todo)
    if circle := _circle(element):
        where = lines[f"rule {element.name}.{circle[0]}"]
        what = f"Rules require each other in a circle: {' → '.join([*circle, circle[0]])}"
        problems.add(where, what, "Drop one of these requires.")


def _circle(element: Element) -> list[str] | None:
    """Rule ids that require each other in a circle, if any."""
    known = {rule.id for rule in element.rules}
    left = {rule.id: [rule_id for rule_id in rule.requires if rule_id in known] for rule in element.rules}
    while free := [rule_id for rule_id, needed in left.items() if not any(other in left for other in needed)]:
        for rule_id in free:
            del left[rule_id]
    if not left:
        return None
    path = [next(iter(left))]
    while True:
        following = next(other for other in left[path[-1]] if other in left)
        if following in path:
            return path[path.index(following) :]
        path.append(following)
