"""What an evaluator decided about one element, and whether it fits the criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from rapport.criteria.errors import DecisionError
from rapport.criteria.model import Criteria, Element, applies
from rapport.records.errors import InputError
from rapport.records.measurement import Span


@dataclass(frozen=True)
class Decision:
    """The rules seen (id → how often), or that the element does not apply; a comment and the
    evidence, if given."""

    rules: Mapping[str, int] = field(default_factory=dict)
    not_applicable: bool = False
    comment: str | None = None
    evidence: tuple[Span, ...] = ()


def check_decisions(
    criteria: Criteria,
    decisions: Mapping[str, Decision],
    where: str | None = None,
    attributes: Mapping[str, str] | None = None,
) -> None:
    """Checks that one evaluation is whole and uses only what the criteria know.

    Parameters: `decisions` by element name; `where` is the file and row that errors give;
    `attributes` of the interaction say which elements are never asked there (those may be missing).

    Raises: DecisionError with all problems found (`.problems`).
    """
    found = []
    names = [element.name for element in criteria.elements]
    for name in decisions:
        if name not in names:
            found.append(InputError(f"Unknown element {name!r}", where, _nearest(name, names)))
    for element in criteria.elements:
        decision = decisions.get(element.name)
        if decision is not None:
            found += _check_one(element, decision, where, attributes)
        elif not _never_asked(element, attributes):
            todo = "Score it, or mark it not applicable." if element.not_applicable else "Score it."
            found.append(InputError(f"Element {element.name} is missing", where, todo))
    if found:
        raise DecisionError(found)


def _never_asked(element: Element, attributes: Mapping[str, str] | None) -> bool:
    return bool(element.not_applicable_when) and applies(element.not_applicable_when, attributes or {})


def _may_be_left_out(element: Element, attributes: Mapping[str, str] | None) -> bool:
    """Where the attributes are not known, a condition is taken for met."""
    if element.not_applicable or (attributes is None and element.not_applicable_when):
        return True
    return _never_asked(element, attributes)


def _check_one(
    element: Element, decision: Decision, where: str | None, attributes: Mapping[str, str] | None
) -> list[InputError]:
    if decision.not_applicable:
        if decision.rules:
            what = f"Element {element.name} is marked not applicable and has rules"
            return [InputError(what, where, "Keep one of the two.")]
        if not _may_be_left_out(element, attributes):
            here = " here" if element.not_applicable_when else ""
            what = f"Element {element.name} cannot be marked not applicable{here}"
            return [InputError(what, where, "Score it, or allow not_applicable in the criteria.")]
        return []
    found = []
    known = {rule.id: rule for rule in element.rules}
    for rule_id, count in decision.rules.items():
        rule = known.get(rule_id)
        if rule is None:
            found.append(
                InputError(
                    f"Unknown rule {rule_id!r} of {element.name}", where, _nearest(rule_id, list(known))
                )
            )
        elif not isinstance(count, int) or isinstance(count, bool) or count < 0:
            todo = "Give a whole number, like silence*2."
            found.append(InputError(f"Rule {rule_id} of {element.name} has count {count!r}", where, todo))
        elif count > rule.times:
            what = (
                f"Rule {rule_id} of {element.name} is counted {count} times, at most {rule.times} are allowed"
            )
            found.append(InputError(what, where, "Lower the count."))
    return found


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(known)}."
