"""Trying a draft on one interaction: mark rules, see what they come to. Nothing is stored."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from rapport.criteria import Criteria, Decision, Element, Score, score
from rapport.criteria.model import applies
from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.warehouse import Warehouse
from rapport.work.exploring.interaction import InteractionView, read_interaction
from rapport.work.scoring.facts import facts_mark
from rapport.work.scoring_facts import ScoringFacts, scoring_facts

KEPT = 64
_known: OrderedDict[tuple[object, ...], ScoringFacts] = OrderedDict()


@dataclass(frozen=True)
class Marked:
    """One element as it is marked: `skipped` where it is never asked here."""

    element: Element
    decision: Decision
    skipped: bool


@dataclass(frozen=True)
class Tried:
    """An interaction, what is marked, and what it comes to."""

    interaction: InteractionView
    facts: ScoringFacts
    marked: tuple[Marked, ...]
    score: Score


def try_on(
    home: Home, actor: Actor, criteria: Criteria, interaction_id: str, typed: Mapping[str, str]
) -> Tried | None:
    """Scores one interaction by `criteria` with what was marked; None when there is no such interaction
    that this person may see. Raises NotAllowedError."""
    view = read_interaction(home, actor, interaction_id)
    if view is None:
        return None
    facts = _facts(home, criteria, interaction_id)
    decisions = {element.name: _decision(element, typed) for element in criteria.elements}
    result = score(criteria, decisions, facts.attributes, facts.importance, facts.segment_importance)
    marked = tuple(
        Marked(element, decisions[element.name], _skipped(element, facts.attributes))
        for element in criteria.elements
    )
    return Tried(view, facts, marked, result)


def _facts(home: Home, criteria: Criteria, interaction_id: str) -> ScoringFacts:
    """Facts of the interaction, asked once for as long as the tables behind them stay as they are."""
    key = (home.warehouse_path, facts_mark(home), tuple(sorted(criteria.titles)), interaction_id)
    if key not in _known:
        found = Warehouse(home.warehouse_path).ask(
            lambda snapshot: scoring_facts(snapshot, criteria, [interaction_id])
        )
        _known[key] = found[interaction_id]
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return _known[key]


def _skipped(element: Element, attributes: Mapping[str, str]) -> bool:
    return bool(element.not_applicable_when) and applies(element.not_applicable_when, attributes)


def _decision(element: Element, typed: Mapping[str, str]) -> Decision:
    """Counts beyond what a rule allows are cut to it: a trial never fails over a number."""
    if element.not_applicable and f"na-{element.name}" in typed:
        return Decision(not_applicable=True)
    rules = {}
    for rule in element.rules:
        given = typed.get(f"rule-{element.name}.{rule.id}", "")
        count = min(int(given), rule.times) if given.isdecimal() and len(given) < 5 else int(given == "on")
        if count:
            rules[rule.id] = count
    return Decision(rules)
