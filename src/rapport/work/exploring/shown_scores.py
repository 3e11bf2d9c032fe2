"""The scores of one interaction as a person may know them, with the words that show why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from rapport.criteria import Criteria, Rule, parse_criteria
from rapport.program.audits.plain import DecisionFacts, EvaluationFacts
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission, Sight
from rapport.work.exploring.scored import knows_scores


@dataclass(frozen=True)
class Mark:
    """A stretch of a turn that somebody marked; `end` None: to its end. `number` is its name on the page,
    `words` what it stands for. `read`: a machine's, which are numbered apart, and how sure it is."""

    turn: int
    start: int
    end: int | None
    number: int
    words: str
    read: bool = False
    probability: float | None = None


@dataclass(frozen=True)
class FiredRule:
    """A rule that was seen, how often, and its number among the page's marks."""

    number: int
    words: str
    times: int
    points: float | None
    critical: bool
    turns: tuple[int, ...]


@dataclass(frozen=True)
class ShownElement:
    """What one evaluation says of an element: its score of 100, None where not applicable."""

    name: str
    title: str
    score: float | None
    not_applicable: bool
    rules: tuple[FiredRule, ...]
    comment: str


@dataclass(frozen=True)
class ShownEvaluation:
    """One evaluation; `evaluator` None: who is scored is not told by whom. `contestable`: here and now."""

    evaluation: str
    evaluator: str | None
    mine: bool
    definition: str
    purpose: str
    qci: float | None
    comment: str
    submitted_at: datetime
    elements: tuple[ShownElement, ...]
    contestable: bool


def shown_scores(actor: Actor, interaction_id: str) -> tuple[tuple[ShownEvaluation, ...], tuple[Mark, ...]]:
    """The standing evaluations of an interaction that this person may know, and all their marks."""
    if not knows_scores(actor):
        return (), ()
    from rapport.program.audits.selectors import evaluations_of

    shown: list[ShownEvaluation] = []
    marks: list[Mark] = []
    for facts in evaluations_of(actor, [interaction_id]):
        if facts.purpose not in ("live", "targeted"):
            continue
        one, own = _shown(actor, facts, len(marks))
        shown.append(one)
        marks += own
    return tuple(shown), tuple(marks)


def _shown(actor: Actor, facts: EvaluationFacts, first: int) -> tuple[ShownEvaluation, list[Mark]]:
    criteria = _criteria(actor, facts.definition)
    scores = {value.metric: value.value for value in facts.values}
    marks: list[Mark] = []
    elements = []
    order = [one.name for one in criteria.elements] if criteria else []
    known = {one.element: one for one in facts.decisions}
    for name in [*(one for one in order if one in known), *(one for one in known if one not in order)]:
        elements.append(_element(known[name], criteria, scores, marks, first))
    return ShownEvaluation(
        evaluation=facts.evaluation,
        evaluator=facts.evaluator if facts.mine or tells_names(actor) else None,
        mine=facts.mine,
        definition=facts.definition,
        purpose=facts.purpose,
        qci=facts.qci,
        comment=facts.comment,
        submitted_at=facts.submitted_at,
        elements=tuple(elements),
        contestable=_contestable(actor, facts),
    ), marks


def _element(
    decision: DecisionFacts,
    criteria: Criteria | None,
    scores: Mapping[str, float | None],
    marks: list[Mark],
    first: int,
) -> ShownElement:
    known = (
        next((one for one in criteria.elements if one.name == decision.element), None) if criteria else None
    )
    rules = {one.id: one for one in known.rules} if known else {}
    fired = []
    for name, times in decision.rules.items():
        if times:
            fired.append(_fired(name, times, rules.get(name), decision, marks, first))
    free = [seen for seen in decision.evidence if seen.rule is None or not decision.rules.get(seen.rule)]
    for seen in free:
        number = first + len(marks) + 1
        title = known.title if known else decision.element
        marks.append(Mark(seen.span.turn, seen.span.start or 0, seen.span.end, number, title))
    return ShownElement(
        decision.element,
        (known.title if known else "") or decision.element.replace("_", " ").capitalize(),
        scores.get(f"element:{decision.element}"),
        decision.not_applicable,
        tuple(fired),
        decision.comment,
    )


def _fired(
    name: str, times: int, rule: Rule | None, decision: DecisionFacts, marks: list[Mark], first: int
) -> FiredRule:
    words = (rule.text if rule else "") or name.replace("_", " ")
    number = first + len(marks) + 1
    spans = [seen.span for seen in decision.evidence if seen.rule == name]
    marks += [Mark(span.turn, span.start or 0, span.end, number, words) for span in spans]
    return FiredRule(
        number if spans else 0,
        words,
        times,
        rule.points if rule else None,
        bool(rule and rule.critical),
        tuple(sorted({span.turn for span in spans})),
    )


def _contestable(actor: Actor, facts: EvaluationFacts) -> bool:
    if not actor.may(Permission.DISPUTES_RAISE) or actor.sight(Permission.DISPUTES_RAISE) is Sight.ALL:
        return False
    from rapport.program.judging.selectors import contestable

    return contestable(actor, facts.evaluation) is not None


def tells_names(actor: Actor) -> bool:
    """Whether the person is told who scored: not who is scored."""
    return (
        not actor.may(Permission.EVALUATIONS_READ)
        or actor.sight(Permission.EVALUATIONS_READ) is not Sight.OWN
    )


def _criteria(actor: Actor, definition: str) -> Criteria | None:
    if not actor.may(Permission.CRITERIA_READ):
        return None
    from rapport.program.audits.selectors import criteria_text

    return _parsed(criteria_text(actor, definition), definition)


@lru_cache(maxsize=16)
def _parsed(text: str, definition: str) -> Criteria:
    """Criteria never change once used."""
    return parse_criteria(text, source=definition)


@dataclass(frozen=True)
class Piece:
    """Some text of a turn, the marks that lie on it, and those of them that end with it."""

    text: str
    marks: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()


def pieces_of(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """A turn's text, cut wherever a mark begins or ends."""
    whole = len(text)
    spans = [(max(0, min(one.start, whole)), whole if one.end is None else max(0, min(one.end, whole)), one)
             for one in marks]  # fmt: skip
    cuts = sorted({0, whole, *(start for start, _, _ in spans), *(end for _, end, _ in spans)})
    found = []
    for start, end in pairwise(cuts):
        here = [(last, mark) for first, last, mark in spans if first <= start and end <= last]
        ends = tuple(mark for last, mark in here if last == end)
        found.append(Piece(text[start:end], tuple(mark for _, mark in here), ends))
    return tuple(found)
