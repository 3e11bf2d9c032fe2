"""What the rules of criteria stand for, for people to choose; and the bar, with how machine scores stand."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.criteria import Criteria, Element, Rule
from rapport.home import Home
from rapport.measures import Estimate
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.reading.plain import EVERY, BarFacts, RuleStands
from rapport.records.errors import InputError
from rapport.work.scoring.by_definition import criteria_by
from rapport.work.teaching.agreement import figure_of
from rapport.work.teaching.bar import Passed, agreements, model_now, passes
from rapport.work.teaching.elements import Scorer
from rapport.work.teaching.rules import BEHAVIOURS, suggested

NOT_SEEN = "-"
"""How a form says that the machine takes a rule for never seen."""


@dataclass(frozen=True)
class RuleMapped:
    """A rule with what it stands for (None: people's alone), what it could stand for, and how far the machine
    agrees with people on it."""

    rule: Rule
    stands: RuleStands | None
    could: RuleStands | None
    agreement: Estimate | None = None

    @property
    def chosen(self) -> str:
        """The behaviour chosen: empty for people's alone."""
        if self.stands is None:
            return ""
        return self.stands.behaviour or NOT_SEEN


@dataclass(frozen=True)
class ElementMapped:
    """An element with its rules. `scored`: the machine can score it; `passed` whether that is told alone."""

    element: Element
    rules: tuple[RuleMapped, ...]
    scored: bool
    passed: Passed
    own_bar: bool


@dataclass(frozen=True)
class Mapping:
    """All of a criteria's elements; `chosen` rules stand for something, `bar` is that of all elements."""

    criteria: Criteria
    elements: tuple[ElementMapped, ...]
    chosen: int
    bar: BarFacts


@dataclass(frozen=True)
class CriteriaMapped:
    """Criteria people score by, and how many of their rules stand for a behaviour."""

    id: str
    title: str
    rules: int
    mapped: int


def criteria_mapped(actor: Actor) -> tuple[CriteriaMapped, ...]:
    """Every criteria people can score by, by title. Raises NotAllowedError."""
    from rapport.program.audits.selectors import versions_list
    from rapport.program.reading.selectors import rules_of

    found = []
    for name in sorted({one.definition.partition("@")[0] for one in versions_list(actor)}):
        criteria = _newest(actor, name)
        if criteria is not None:
            rules = sum(len(element.rules) for element in criteria.elements)
            mapped = sum(bool(one.behaviour) for one in rules_of(actor, name))
            found.append(CriteriaMapped(name, criteria.title, rules, mapped))
    return tuple(sorted(found, key=lambda one: (one.title, one.id)))


def mapping_of(actor: Actor, criteria_id: str, home: Home | None = None) -> Mapping | None:
    """What the rules of the newest version stand for; None where there are no such criteria. With `home`,
    how machine scores stand against the bar. Raises NotAllowedError."""
    from rapport.program.reading.selectors import bars_of, rules_of

    criteria = _newest(actor, criteria_id)
    if criteria is None:
        return None
    known = {(one.element, one.rule): one for one in rules_of(actor, criteria_id)}
    could = {(one.element, one.rule): one for one in _possible(criteria, home)}
    bars = bars_of(criteria_id)
    every = bars.get(EVERY, BarFacts())
    agreed = agreements(home) if home is not None else {}
    now = model_now(home, criteria.definition) if home is not None else ""
    current = {of: one for of, one in agreed.items() if one.definition == now}
    scored = Scorer(criteria, tuple(known.values())).scored
    elements = tuple(
        ElementMapped(
            element,
            tuple(
                RuleMapped(
                    rule,
                    known.get((element.name, rule.id)),
                    could.get((element.name, rule.id)),
                    current.get(figure_of(criteria_id, element.name, rule.id)),
                )
                for rule in element.rules
            ),
            element.name in scored,
            passes(bars.get(element.name, every), agreed.get(figure_of(criteria_id, element.name)), now),
            element.name in bars,
        )
        for element in criteria.elements
    )
    return Mapping(criteria, elements, sum(bool(one.behaviour) for one in known.values()), every)


def map_rules(home: Home, actor: Actor, criteria: Criteria, wanted: list[RuleStands]) -> None:
    """Keeps what rules stand for, and hands it to the readers. Raises NotAllowedError, ReadingError."""
    from rapport.program.reading.services import rules_set
    from rapport.work.teaching.behaviours import write_rules

    rules_set(actor, criteria, wanted, frozenset(BEHAVIOURS))
    write_rules(home)


def map_suggested(home: Home, actor: Actor, criteria: Criteria) -> None:
    """Keeps what is suggested for these criteria. Raises NotAllowedError."""
    map_rules(home, actor, criteria, list(_possible(criteria, home)))


def set_bar(actor: Actor, criteria: Criteria, element: str, wanted: BarFacts) -> None:
    """Sets the bar. Raises NotAllowedError, ReadingError."""
    from rapport.program.reading.services import bar_set

    bar_set(actor, criteria, element, wanted)


def _possible(criteria: Criteria, home: Home | None) -> list[RuleStands]:
    """What is suggested and can be seen: brand wording only where the home says what its words are."""
    brand = home is not None and bool(home.settings.brand_words)
    return [one for one in suggested(criteria) if brand or one.behaviour != "brand_wording"]


def _newest(actor: Actor, criteria_id: str) -> Criteria | None:
    from rapport.program.audits.selectors import criteria_offered

    actor.require(Permission.CRITERIA_READ)
    try:
        return criteria_by(actor, criteria_offered(actor, criteria_id))
    except InputError:
        return None
