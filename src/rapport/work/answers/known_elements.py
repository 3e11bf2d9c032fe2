"""The elements that model answers can be written for: those of the newest version of all criteria."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapport.criteria import CriteriaError, parse_criteria
from rapport.program.people.actor import Actor


@dataclass(frozen=True)
class KnownElements:
    """The elements of one version of criteria: name and title."""

    definition: str
    title: str
    elements: tuple[tuple[str, str], ...]


def known_elements(actor: Actor) -> list[KnownElements]:
    """By criteria, the newest version that can be scored by. Raises NotAllowedError."""
    from rapport.program.audits.selectors import criteria_text, versions_list

    newest: dict[str, str] = {}
    for line in versions_list(actor):
        if line.state != "withdrawn":
            newest.setdefault(line.criteria_id, line.definition)
    return [_elements(one, criteria_text(actor, one)) for one in newest.values()]


def criteria_with(actor: Actor, elements: tuple[str, ...]) -> list[KnownElements]:
    """Where these elements stand in criteria: what an answer for them is used by."""
    found = []
    for one in known_elements(actor):
        mine = tuple(pair for pair in one.elements if pair[0] in elements)
        if mine:
            found.append(KnownElements(one.definition, one.title, mine))
    return found


@lru_cache(maxsize=64)
def _elements(definition: str, text: str) -> KnownElements:
    try:
        criteria = parse_criteria(text, definition)
    except CriteriaError:
        return KnownElements(definition, definition, ())
    pairs = tuple((element.name, element.title) for element in criteria.elements)
    return KnownElements(definition, criteria.title, pairs)
