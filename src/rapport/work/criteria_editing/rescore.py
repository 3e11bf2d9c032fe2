"""What a draft would have made of evaluations by another version: they are scored again, nothing is stored.

An evaluation can be scored again when every element of the draft was decided in it and every rule it found
is still there. Rules that are new in the draft count as not seen, which flatters or blames; that is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapport.criteria import Criteria, Decision, parse_criteria, score
from rapport.criteria.model import applies
from rapport.home import Home
from rapport.program.audits.plain import EvaluationFacts
from rapport.program.people.actor import Actor
from rapport.warehouse import Warehouse
from rapport.work.scoring_facts import ScoringFacts, scoring_facts

AT_MOST = 200


@dataclass(frozen=True)
class Again:
    """One evaluation, scored by both."""

    evaluation: str
    interaction_id: str
    evaluator: str
    before: float | None
    after: float | None

    @property
    def change(self) -> float:
        """Points won or lost; 0 where one of the two is undefined."""
        return 0.0 if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class Rescored:
    """The newest evaluations by `definition`, scored again. `unmapped` could not be, for the reasons in
    `because` (reason → how many). `new_rules` count as not seen. Means are of those scored by both."""

    definition: str
    rows: tuple[Again, ...]
    unmapped: int
    because: Mapping[str, int]
    new_rules: tuple[str, ...]
    mean_before: float | None
    mean_after: float | None


def rescore(home: Home, actor: Actor, criteria: Criteria, definition: str) -> Rescored:
    """Scores the newest standing evaluations by `definition`, as far as this person may see them, again by
    `criteria`. Raises NotAllowedError, AuditError for an unknown version."""
    from rapport.program.audits.selectors import criteria_text, evaluations_by

    before = parse_criteria(criteria_text(actor, definition), definition)
    found = evaluations_by(actor, definition, AT_MOST)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        facts = scoring_facts(snapshot, criteria, {one.interaction_id for one in found})
    rows: list[Again] = []
    because: dict[str, int] = {}
    for one in found:
        known = facts.get(one.interaction_id)
        reason = "its interaction is gone" if known is None else _unmapped(criteria, one, known)
        if reason or known is None:
            because[reason or ""] = because.get(reason or "", 0) + 1
            continue
        weights = (known.attributes, known.importance, known.segment_importance)
        after = score(criteria, _decisions(criteria, one), *weights).qci
        rows.append(Again(one.evaluation, one.interaction_id, one.evaluator, one.qci, after))
    both = [(one.before, one.after) for one in rows if one.before is not None and one.after is not None]
    return Rescored(
        definition,
        tuple(sorted(rows, key=lambda one: -abs(one.change))),
        len(found) - len(rows),
        because,
        _new_rules(before, criteria),
        sum(one for one, _ in both) / len(both) if both else None,
        sum(other for _, other in both) / len(both) if both else None,
    )


def _unmapped(criteria: Criteria, one: EvaluationFacts, facts: ScoringFacts) -> str | None:
    decided = {decision.element: decision for decision in one.decisions}
    for element in criteria.elements:
        decision = decided.get(element.name)
        if decision is None:
            if element.not_applicable_when and applies(element.not_applicable_when, facts.attributes):
                continue
            return f"element {element.name} was not asked"
        rules = {rule.id: rule.times for rule in element.rules}
        for rule, count in decision.rules.items():
            if rule not in rules:
                return f"rule {element.name}.{rule} is gone"
            if count > rules[rule]:
                return f"rule {element.name}.{rule} counts less often now"
        if decision.not_applicable and not (element.not_applicable or element.not_applicable_when):
            return f"element {element.name} can no longer be not applicable"
    return None


def _decisions(criteria: Criteria, one: EvaluationFacts) -> dict[str, Decision]:
    decided = {
        decision.element: Decision(decision.rules, decision.not_applicable) for decision in one.decisions
    }
    return {element.name: decided.get(element.name, Decision()) for element in criteria.elements}


def _new_rules(before: Criteria, after: Criteria) -> tuple[str, ...]:
    known = {(element.name, rule.id) for element in before.elements for rule in element.rules}
    return tuple(
        f"{element.name}.{rule.id}"
        for element in after.elements
        for rule in element.rules
        if (element.name, rule.id) not in known
    )
