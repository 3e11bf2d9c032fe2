"""A calibrated interaction as its page shows it: a row for each rule, a column for each person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rapport.criteria import Criteria, Decision, Element
from rapport.program.judging.plain import Compared, Scored

NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class RuleRow:
    """`cells` say how often each person saw the rule, None where the element did not apply for them.
    `settled` is how often the consensus (or, before it, most people) did."""

    rule: str
    text: str
    example: str | None
    points: float
    times: int
    cells: tuple[int | None, ...]
    settled: int
    apart: bool


@dataclass(frozen=True)
class ElementRows:
    """One element: scores on 0–100 by person, how far they lie apart, its rules."""

    name: str
    title: str
    may_be_left_out: bool
    scores: tuple[float | None, ...]
    comments: tuple[tuple[str, str], ...]
    spread: float | None
    apart: bool
    left_out: bool
    note: str
    rules: tuple[RuleRow, ...]


def elements_shown(criteria: Criteria, one: Compared) -> tuple[ElementRows, ...]:
    """Every element somebody decided on, in the order of the criteria."""
    decided = {name for each in one.scored for name in each.decisions} | set(one.consensus)
    return tuple(_element(element, one) for element in criteria.elements if element.name in decided)


def _element(element: Element, one: Compared) -> ElementRows:
    made = [each.decisions.get(element.name) for each in one.scored]
    settled = _settled(element.name, one)
    scores = tuple(each.elements.get(element.name) for each in one.scored)
    known = [score for score in scores if score is not None]
    return ElementRows(
        name=element.name,
        title=element.title,
        may_be_left_out=element.not_applicable or bool(element.not_applicable_when),
        scores=scores,
        comments=tuple(_comments(element.name, one.scored)),
        spread=max(known) - min(known) if len(known) > 1 else None,
        apart=len({_label(decision) for decision in made if decision is not None}) > 1,
        left_out=settled.not_applicable,
        note=settled.comment or "",
        rules=tuple(_rule(element, number, made, settled) for number in range(len(element.rules))),
    )


def _rule(element: Element, number: int, made: list[Decision | None], settled: Decision) -> RuleRow:
    rule = element.rules[number]
    cells = tuple(
        None if decision is None or decision.not_applicable else decision.rules.get(rule.id, 0)
        for decision in made
    )
    return RuleRow(
        rule=rule.id,
        text=rule.text or rule.id,
        example=rule.example,
        points=rule.points,
        times=rule.times,
        cells=cells,
        settled=settled.rules.get(rule.id, 0),
        apart=len({cell for cell in cells if cell is not None}) > 1,
    )


def _settled(name: str, one: Compared) -> Decision:
    """The consensus; before there is any, what most people decided."""
    if name in one.consensus:
        settled = one.consensus[name]
        return Decision(settled.decision.rules, settled.decision.not_applicable, settled.note)
    votes = [each.decisions[name] for each in one.scored if name in each.decisions]
    if not votes:
        return Decision()
    most, _ = Counter(map(_label, votes)).most_common(1)[0]
    chosen = next(vote for vote in votes if _label(vote) == most)
    return Decision(chosen.rules, chosen.not_applicable)


def _label(decision: Decision) -> str:
    if decision.not_applicable:
        return NOT_APPLICABLE
    return ";".join(f"{rule}*{count}" for rule, count in sorted(decision.rules.items()) if count)


def _comments(name: str, scored: tuple[Scored, ...]) -> list[tuple[str, str]]:
    found = [(each.evaluator, each.decisions.get(name)) for each in scored]
    return [(who, decision.comment) for who, decision in found if decision is not None and decision.comment]
