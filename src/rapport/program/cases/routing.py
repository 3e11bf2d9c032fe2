"""Who gets a case: rules in their order, then who has the fewest open; and why, in words.

Pure but for the rows of rules it is handed; nothing is looked up here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

NAMES = {
    "kinds": "kind",
    "urgencies": "urgency",
    "teams": "team",
    "channels": "channel",
    "concerns": "concern",
}


@dataclass(frozen=True)
class Route:
    """What of a case decides who gets it."""

    kind: str
    urgency: str
    team: str | None
    channel: str | None
    concern: str | None
    value: float | None


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be given cases. `of_rules`: also where no rule names them."""

    user_id: str
    name: str
    teams: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    open: int = 0
    most_open: int | None = None
    away_until: date | None = None
    takes: bool = True
    of_rules: bool = True


@dataclass(frozen=True)
class Choice:
    """Who gets it, if anybody, and why."""

    user_id: str | None
    name: str
    why: str


def choose(case: Route, rules: Iterable[Any], people: Sequence[Candidate]) -> Choice:
    """The first rule that the case meets and that finds somebody decides; else everybody is asked."""
    passed: list[str] = []
    for rule in rules:
        said = meets(case, rule.conditions)
        if said is None:
            continue
        found = _fewest(_named(case, rule, people))
        if found is not None:
            words = [f"Rule “{rule.name}”" + (f": {said}" if said else "")]
            return Choice(found.user_id, found.name, ". ".join([*words, _how(found), *passed]) + ".")
        passed.append(f"Rule “{rule.name}” found nobody: {_missing(_named(case, rule, people))}")
    open_to = [one for one in people if one.of_rules]
    near = [one for one in open_to if case.team and case.team in one.teams]
    found = _fewest(near) or _fewest(open_to)
    if found is None:
        return Choice(None, "", ". ".join([*passed, f"Nobody can take it: {_missing(open_to)}"]) + ".")
    works = f" works for {case.team} and" if found in near else ""
    how = f"No rule decides: {found.name}{works} has the fewest open ({found.open}) of those who can take it"
    return Choice(found.user_id, found.name, ". ".join([*passed, how]) + ".")


def meets(case: Route, conditions: Mapping[str, Any]) -> str | None:
    """The conditions in words where the case meets them all, else None."""
    said = []
    for name, fact in NAMES.items():
        wanted = conditions.get(name) or ()
        if not wanted:
            continue
        value = getattr(case, fact)
        if value not in wanted:
            return None
        said.append(f"{fact} is {value}")
    least = conditions.get("value_from")
    if least is not None:
        if case.value is None or case.value < least:
            return None
        said.append(f"the customer is worth {case.value:,.0f} a year, at least {least:,.0f}")
    return ", ".join(said)


def _named(case: Route, rule: Any, people: Sequence[Candidate]) -> list[Candidate]:
    found = [one for one in people if one.user_id in rule.people] if rule.people else list(people)
    if not rule.people:
        found = [one for one in found if one.of_rules]
    if rule.same_team:
        found = [one for one in found if case.team is not None and case.team in one.teams]
    if rule.skilled:
        found = [one for one in found if case.concern is not None and case.concern in one.skills]
    return found


def _fewest(people: Iterable[Candidate]) -> Candidate | None:
    free = [
        one
        for one in people
        if one.takes and one.away_until is None and (one.most_open is None or one.open < one.most_open)
    ]
    return min(free, key=lambda one: (one.open, one.name, one.user_id), default=None)


def _how(found: Candidate) -> str:
    return f"{found.name} has the fewest open ({found.open}) of those who can take it"


def _missing(people: Sequence[Candidate]) -> str:
    if not people:
        return "it fits nobody who works on cases"
    away = [f"{one.name} is away until {one.away_until}" for one in people if one.away_until]
    full = [
        f"{one.name} has {one.open} open"
        for one in people
        if not one.away_until and one.most_open is not None and one.open >= one.most_open
    ]
    return ", ".join([*away, *full][:5]) or "nobody there takes cases now"
