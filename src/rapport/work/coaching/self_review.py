"""An associate reviews an own conversation by the same criteria, then sees what others saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapport.criteria import Criteria, Decision, Element
from rapport.criteria.model import applies
from rapport.home import Home
from rapport.program.audits.plain import EvaluationFacts
from rapport.program.coaching.plain import Associate, SelfReviewFacts
from rapport.program.people.actor import Actor
from rapport.warehouse import Warehouse
from rapport.work.choose_audit import choose_audit
from rapport.work.exploring.interaction import read_interaction
from rapport.work.scoring_facts import scoring_facts


@dataclass(frozen=True)
class Compared:
    """One element: what the associate saw and what the evaluators did (0–100, None: did not apply)."""

    element: str
    title: str
    own: float | None
    others: float | None


@dataclass(frozen=True)
class Review:
    """What the page of a self-review needs. `done` None: not reviewed yet; then nothing of what others
    decided is told. `evaluations` are those that the associate may dispute."""

    criteria: Criteria
    turns: tuple[Mapping[str, Any], ...]
    asked: tuple[Element, ...]
    done: SelfReviewFacts | None
    compared: tuple[Compared, ...] = ()
    evaluations: tuple[EvaluationFacts, ...] = ()


def open_review(home: Home, actor: Actor, interaction_id: str) -> Review | None:
    """The review of one's own interaction; None when it is not one's own or there are no criteria."""
    from rapport.program.audits.selectors import evaluations_of
    from rapport.program.coaching.selectors import self_review

    found = read_interaction(home, actor, interaction_id)
    chosen = choose_audit(home)
    if found is None or chosen.criteria is None or not _is_own(actor, found.facts):
        return None
    criteria = chosen.criteria
    attributes = _attributes(home, criteria, interaction_id)
    asked = tuple(
        one
        for one in criteria.elements
        if not (one.not_applicable_when and applies(one.not_applicable_when, attributes))
    )
    done = self_review(actor, interaction_id, criteria.definition)
    if done is None:
        return Review(criteria, tuple(found.turns), asked, None)
    others = evaluations_of(actor, [interaction_id])
    live = tuple(one for one in others if one.purpose == "live" and one.definition == criteria.definition)
    return Review(criteria, tuple(found.turns), asked, done, _compared(criteria, done, live), live)


def submit_review(
    home: Home,
    actor: Actor,
    associate: Associate,
    interaction_id: str,
    decisions: Mapping[str, Decision],
    comment: str,
) -> None:
    """Keeps the review. Raises InputError for decisions that cannot be, or an interaction of others."""
    from rapport.program.coaching.errors import CoachingError
    from rapport.program.coaching.services import self_review_submit

    review = open_review(home, actor, interaction_id)
    if review is None:
        raise CoachingError("This is no conversation of yours", None, "Choose one of your own.")
    attributes = _attributes(home, review.criteria, interaction_id)
    self_review_submit(
        actor, associate, review.criteria, interaction_id, decisions, attributes, comment=comment
    )


def _is_own(actor: Actor, facts: Mapping[str, Any]) -> bool:
    return actor.agent_id is not None and facts.get("agent_id") == actor.agent_id


def _attributes(home: Home, criteria: Criteria, interaction_id: str) -> Mapping[str, str]:
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        facts = scoring_facts(snapshot, criteria, [interaction_id])
    return facts[interaction_id].attributes if interaction_id in facts else {}


def _compared(
    criteria: Criteria, done: SelfReviewFacts, evaluations: tuple[EvaluationFacts, ...]
) -> tuple[Compared, ...]:
    found = []
    for element in criteria.elements:
        metric = f"element:{element.name}"
        values = [
            value.value
            for one in evaluations
            for value in one.values
            if value.metric == metric and value.value is not None
        ]
        others = sum(values) / len(values) if values else None
        found.append(Compared(element.name, element.title, done.elements.get(element.name), others))
    return tuple(found)
