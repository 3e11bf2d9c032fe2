"""What the machine drafted of an element, for an evaluator who has judged it alone first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.criteria import Criteria, Rule
from rapport.home import Home
from rapport.program.judging.tasks import CALIBRATION, RESCORE, TARGETED
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.reading.plain import (
    ABSENT,
    BEHAVIOUR,
    CANNOT_TELL,
    EVERY,
    PRESENT,
    SCORING,
    Drawn,
    Question,
    RuleStands,
    Said,
)
from rapport.program.scoring.errors import ScoringError
from rapport.program.scoring.notes import NOTHING, Notes
from rapport.program.scoring.plain import Work
from rapport.warehouse import Warehouse
from rapport.work.exploring.interaction import InteractionView, read_interaction
from rapport.work.scoring.by_definition import criteria_by
from rapport.work.teaching.rules import ABOUT

AFTERWARDS = ("live", TARGETED, CALIBRATION, RESCORE)
"""Work whose drafts may be looked at once it is submitted; a certification's never."""
AGREE, DIFFER = "agree", "differ"


@dataclass(frozen=True)
class Place:
    """Where a behaviour was seen; `answer` is what this person said of it, empty before."""

    turn: int
    start: int | None
    end: int | None
    words: str
    probability: float | None
    answer: str = ""


@dataclass(frozen=True)
class RuleDraft:
    """What the machine says of a rule: `seen`, because its behaviour is at `places`, or is nowhere.
    `answer` is what this person said of a behaviour that was seen nowhere."""

    rule: Rule
    behaviour: str
    about: str
    seen: bool
    places: tuple[Place, ...]
    answer: str = ""


@dataclass(frozen=True)
class ElementDrafts:
    """The drafts of an element's rules; `models` gave them. Empty `models`: nobody read it
    yet, or it is in a language they do not know."""

    element: str
    title: str
    rules: tuple[RuleDraft, ...]
    models: tuple[str, ...]


def drafted_elements(actor: Actor, work: Work, criteria: Criteria) -> frozenset[str]:
    """The elements whose drafts this person may ask for in this piece of work; none while it is scored blind.
    Raises NotAllowedError."""
    from rapport.program.reading.selectors import rules_of

    if not _open(actor, work):
        return frozenset()
    known = {element.name for element in criteria.elements}
    return frozenset(one.element for one in rules_of(actor, criteria.id) if one.behaviour) & known


def open_drafts(
    home: Home, actor: Actor, key: str, element: str, noted: Notes | None = None
) -> ElementDrafts:
    """The drafts of an element, and a note that they were looked at: the evaluation will say so.

    `noted` is what the screen holds and has not stored yet. Raises NotAllowedError, and ScoringError where
    drafts stay hidden: in blind work until it is submitted, elsewhere until the element is decided.
    """
    from rapport.program.reading.services import drafts_opened_note
    from rapport.program.scoring.selectors import draft

    work, criteria, view = _at(home, actor, key)
    if element not in drafted_elements(actor, work, criteria):
        raise ScoringError("There are no drafts to look at here", None, "Score it by yourself.")
    if work.state != "done":
        known = noted or (stored.notes if (stored := draft(actor, key)) else Notes())
        if not known.elements.get(element, NOTHING).decided:
            raise ScoringError("Judge it yourself first", element, "Drafts are shown once you have decided.")
    drafts_opened_note(actor, key, work.interaction_id, EVERY if work.state == "done" else element)
    return _drafts(home, actor, criteria, element, view)


def answer_draft(
    home: Home, actor: Actor, key: str, element: str, rule: str, turn: int | None, answer: str
) -> ElementDrafts:
    """Keeps that the person agrees with a draft or not → the drafts with it. Only drafts that were looked at
    can be answered. Raises NotAllowedError, ScoringError, ReadingError."""
    from rapport.program.reading.selectors import drafts_opened
    from rapport.program.reading.services import check_answer

    work, criteria, view = _at(home, actor, key)
    if not drafts_opened(actor, key) & {element, EVERY} or element not in drafted_elements(
        actor, work, criteria
    ):
        raise ScoringError("These drafts were not looked at", element, "Open them first.")
    drafts = _drafts(home, actor, criteria, element, view)
    found = next((one for one in drafts.rules if one.rule.id == rule), None)
    place = next((one for one in found.places if one.turn == turn), None) if found else None
    if found is None or (turn is None) != (not found.places) or (turn is not None and place is None):
        raise ScoringError("There is no such draft", rule, "Open the drafts again.")
    if answer not in (AGREE, DIFFER):
        raise ScoringError("Agree or differ", "answer", "Choose one.")
    label = PRESENT if found.places else ABSENT
    other = ABSENT if found.places else PRESENT
    said = Said(label, drafts.models[0], place.probability if place else None)
    check_answer(
        actor,
        Question(work.interaction_id, BEHAVIOUR, turn, found.behaviour),
        said,
        Drawn(SCORING),
        label if answer == AGREE else other,
        view.facts["agent_id"],
    )
    return _drafts(home, actor, criteria, element, view)


def _open(actor: Actor, work: Work) -> bool:
    from rapport.program.judging.selectors import interactions_blind

    if not actor.may(Permission.READINGS_CHECK) or work.interaction_id in interactions_blind(actor):
        return False
    if work.state == "done":
        return work.purpose in AFTERWARDS
    return work.state == "open" and work.purpose == TARGETED and work.sample is None


def _at(home: Home, actor: Actor, key: str) -> tuple[Work, Criteria, InteractionView]:
    from rapport.program.scoring.selectors import work as work_of

    work = work_of(actor, key)
    view = read_interaction(home, actor, work.interaction_id) if work else None
    if work is None or view is None or work.definition is None or not work.own:
        raise ScoringError("There is no such work of yours", None, "Go on with your queue.")
    return work, criteria_by(actor, work.definition), view


def _drafts(
    home: Home, actor: Actor, criteria: Criteria, element: str, view: InteractionView
) -> ElementDrafts:
    from rapport.program.reading.selectors import own_answers, rules_of

    stands = {
        one.rule: one for one in rules_of(actor, criteria.id) if one.element == element and one.behaviour
    }
    known = criteria.element(element)
    said, models = _rows(home, view)
    answers = own_answers(actor, view.facts["interaction_id"], BEHAVIOUR)
    rules = tuple(
        _rule(rule, stands[rule.id], said, view, answers) for rule in known.rules if rule.id in stands
    )
    return ElementDrafts(element, known.title, rules if models else (), models)


def _rule(
    rule: Rule,
    stands: RuleStands,
    said: Sequence[Mapping[str, Any]],
    view: InteractionView,
    answers: Mapping[tuple[int | None, str], str],
) -> RuleDraft:
    own = [one for one in said if one["label"] == stands.behaviour and one["turn"] < len(view.turns)]
    places = tuple(_place(one, view, answers.get((one["turn"], stands.behaviour), "")) for one in own)
    return RuleDraft(
        rule,
        stands.behaviour,
        ABOUT.get(stands.behaviour, ""),
        bool(places) == (stands.fires_when == PRESENT),
        places,
        _kept(answers.get((None, stands.behaviour), ""), ABSENT),
    )


def _place(one: Mapping[str, Any], view: InteractionView, answer: str) -> Place:
    text = view.turns[one["turn"]]["text"] or ""
    words = text[one["start"] : one["end"]] if one["start"] is not None else text
    return Place(one["turn"], one["start"], one["end"], words, one["probability"], _kept(answer, PRESENT))


def _kept(answer: str, label: str) -> str:
    """What somebody said of a draft, in the words of the page."""
    return "" if not answer else AGREE if answer == label else DIFFER


def _rows(home: Home, view: InteractionView) -> tuple[list[Mapping[str, Any]], tuple[str, ...]]:
    """What the machine saw the agent do, and the models that said so."""
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            "SELECT models, annotations FROM readings WHERE interaction_id = ? AND reader = 'service'",
            [view.facts["interaction_id"]],
        ).to_pylist()
    said = [one for row in rows for one in row["annotations"] or () if one["kind"] == BEHAVIOUR]
    if any(one["label"] == CANNOT_TELL for one in said):
        return [], ()  # not a language it knows
    return said, tuple(model for row in rows for model in row["models"])
