"""The review: one question at a time about what a machine read, its own answer hidden until theirs is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rapport.home import Home
from rapport.language.annotation import CANNOT_TELL
from rapport.language.concerns.model import OTHER
from rapport.measures import Estimate
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission, Sight
from rapport.program.reading.errors import ReadingError
from rapport.program.reading.plain import (
    ABSENT,
    BEHAVIOUR,
    CONCERN,
    PRESENT,
    RANDOM,
    RESOLVED,
    RIGHT,
    SKIPPED,
    WRONG,
    CheckFacts,
    Drawn,
    Question,
    Said,
)
from rapport.records.errors import InputError
from rapport.warehouse import Warehouse
from rapport.work.concerns.from_people import followed
from rapport.work.concerns.kept import kept_concerns
from rapport.work.exploring.interaction import InteractionView, read_interaction
from rapport.work.exploring.reach import reach_of, reaches
from rapport.work.teaching.accuracy import accuracy, judged, unanswered
from rapport.work.teaching.draw import ASKED, draw
from rapport.work.teaching.pool import Of, pool_of
from rapport.work.teaching.rules import ABOUT

AROUND = 2
"""Turns shown before and after the one asked about."""


@dataclass(frozen=True)
class Choice:
    """An answer that can be given: its value, its words and the key that gives it."""

    value: str
    words: str
    key: str = ""


@dataclass(frozen=True)
class TurnShown:
    """A turn of the excerpt; `asked`: the question is about it. Nothing is marked in it: the words
    the machine judged by would tell its answer."""

    number: int
    speaker: str
    text: str
    asked: bool = False
    near: bool = True


@dataclass(frozen=True)
class Card:
    """One question with what was said, and the answers there are; `about` says what a behaviour is."""

    question: Question
    drawn: Drawn
    turns: tuple[TurnShown, ...]
    choices: tuple[Choice, ...]
    about: str = ""


@dataclass(frozen=True)
class Answered:
    """One's own answer, beside the machine's, with the words it judged by."""

    check: str
    question: Question
    answer: str
    machine: str
    words: str = ""
    same: bool = False
    known: bool = False


@dataclass(frozen=True)
class ReviewProgress:
    """How far people are: answers in all, and by kind how often the machine was right when it was asked about
    at random."""

    checked: int
    right: Mapping[str, Estimate] = field(default_factory=dict)


class PreparingError(InputError):
    """The conversations to ask about are still being looked through."""


def next_card(home: Home, actor: Actor, kind: str = "", wait_s: float | None = None) -> Card | None:
    """The next question for this person; None when nothing is left. Raises NotAllowedError, and
    PreparingError when questions are not ready after `wait_s`: a large home takes some seconds, once."""
    from rapport.program.reading.selectors import asked_before, own_count

    actor.require(Permission.READINGS_CHECK)
    sight = actor.sight(Permission.INTERACTIONS_READ)
    pool = pool_of(home, wait_s)
    if pool is None:
        raise PreparingError("Conversations are being looked through", None, "This takes some seconds.")
    kinds = (kind,) if kind in ASKED else ASKED
    may = _may(actor)
    asked = set(asked_before(actor, kinds))
    seed = str(actor.user_id or actor.name)
    number = own_count(actor)
    for _ in range(20):
        found = draw(pool, may, asked, number, seed, kinds, sight is Sight.ALL)
        if found is None:
            return None
        card = card_of(home, actor, found.question, found.drawn)
        if card is not None:
            return card
        asked.add(found.question)  # erased or moved since the pool was drawn
    return None


def card_of(home: Home, actor: Actor, question: Question, drawn: Drawn) -> Card | None:
    """The card of a question; None where the interaction is not, or no more, theirs to be asked about."""
    actor.require(Permission.READINGS_CHECK)
    view = _open(home, actor, question.interaction_id)
    if view is None:
        return None
    turns = _turns(view, question)
    about = ABOUT.get(question.about, "")
    return Card(question, drawn, turns, choices_of(home, question), about) if turns else None


def answer_card(home: Home, actor: Actor, question: Question, drawn: Drawn, answer: str) -> str:
    """Keeps an answer → the check's id. Raises NotAllowedError, ReadingError."""
    from rapport.program.reading.services import check_answer

    actor.require(Permission.READINGS_CHECK)
    view = _open(home, actor, question.interaction_id)
    said = said_of(home, question) if view is not None else None
    if view is None or said is None:
        raise ReadingError("This conversation is not here to be asked about any more", None, "Go on.")
    allowed = {one.value for one in choices_of(home, question)} | {CANNOT_TELL, SKIPPED}
    if answer not in allowed:
        raise ReadingError("There is no such answer", "answer", "Choose one of those shown.")
    return check_answer(actor, question, said, drawn, answer, view.facts["agent_id"])


def undo_answer(actor: Actor, check: str) -> None:
    """Takes one's own answer back. Raises NotAllowedError, ReadingError."""
    from rapport.program.reading.services import check_undo

    check_undo(actor, check)


def answered(home: Home, actor: Actor, check: str) -> Answered | None:
    """One's own answer beside the machine's; None where there is none, or it is not theirs to see."""
    from rapport.program.reading.selectors import check_facts

    found = check_facts(actor, check)
    if found is None:
        return None
    view = _open(home, actor, found.question.interaction_id)
    if view is None:
        return None
    words = {one.value: one.words for one in choices_of(home, found.question)}
    return Answered(
        check,
        found.question,
        words.get(found.answer, found.verdict.replace("_", " ") if not found.known else found.answer),
        words.get(found.said.label, found.said.label.replace("_", " ")),
        _evidence(home, view, found),
        found.answer == found.said.label,
        found.known,
    )


def review_progress(actor: Actor) -> ReviewProgress:
    """How far people are, as the machine's labels were when they were asked. Raises NotAllowedError."""
    from rapport.program.reading.selectors import checks_counted, checks_of

    counts = checks_counted(actor)
    checks = checks_of(ASKED, RANDOM)
    right = {}
    for kind in ASKED:
        own = [one for one in checks if one.question.kind == kind]
        if rows := judged(own):
            right[kind] = accuracy(rows, unanswered(own))
    known = sum(n for (kind, _, verdict), n in counts.items() if kind in ASKED and verdict in (RIGHT, WRONG))
    return ReviewProgress(known, right)


def said_of(home: Home, question: Question) -> Said | None:
    """The machine's answer to a question now; None where it read nothing."""
    said = _said(home, question.interaction_id)
    if not said:
        return None
    if question.kind != BEHAVIOUR:
        whole = [
            one
            for one in said
            if one["kind"] == question.kind and (question.kind != RESOLVED or one["turn"] is None)
        ]
        if not whole:
            return None
        return Said(_today(home, question, whole[0]["label"]), whole[0]["model"], whole[0]["probability"])
    if (unread := next((one for one in said if _unreadable(one)), None)) is not None:
        return Said(CANNOT_TELL, unread["model"])
    for one in said:
        same = one["label"] == question.about and (question.turn is None or one["turn"] == question.turn)
        if one["kind"] == BEHAVIOUR and same:
            return Said(PRESENT, one["model"], one["probability"])
    model = next((one["model"] for one in said if one["kind"] == BEHAVIOUR), said[0]["models"][0])
    return Said(ABSENT, model)


def _today(home: Home, question: Question, label: str) -> str:
    """A concern as it is called since people merged and moved them; other labels stay."""
    kept = kept_concerns(home) if question.kind == CONCERN else None
    return followed(kept.taxonomy, label) if kept else label


def _unreadable(one: Mapping[str, Any]) -> bool:
    """Whether the machine cannot tell behaviours here at all: it does not know the language."""
    return bool(one["kind"] == BEHAVIOUR and one["label"] == CANNOT_TELL)


def choices_of(home: Home, question: Question) -> tuple[Choice, ...]:
    """The answers a question has, in an order that tells nothing of the machine's: concerns it can name, not
    the groups they stand in."""
    if question.kind == BEHAVIOUR:
        return Choice(PRESENT, "Yes, it is there", "y"), Choice(ABSENT, "No", "n")
    if question.kind == RESOLVED:
        return Choice("solved", "Solved", "y"), Choice("not_solved", "Not solved", "n")
    kept = kept_concerns(home)
    told = {kept.taxonomy.follow(one) for one in kept.model.concerns} if kept else set()
    tree = kept.taxonomy.concerns if kept else {}
    every = sorted((tree[one] for one in told if one in tree), key=lambda one: (one.name.lower(), one.id))
    named = [(one.id, one.name) for one in every] + [(OTHER, "Another concern")]
    return tuple(Choice(value, words, str(number)) for number, (value, words) in enumerate(named, start=1))


def _may(actor: Actor) -> Any:
    """Whom a question may be put to: who sees the conversation, need not score it blind, and has not looked
    at what was read of it."""
    from rapport.program.judging.selectors import interactions_blind
    from rapport.program.reading.selectors import readings_seen

    sight = reach_of(actor, Permission.INTERACTIONS_READ)
    hidden = interactions_blind(actor) | readings_seen(actor)

    def may(name: str, of: Of) -> bool:
        return name not in hidden and reaches(sight, of.team, of.agent_id)

    return may


def _open(home: Home, actor: Actor, interaction_id: str) -> InteractionView | None:
    """The interaction, where this person may see it and need not score it blind."""
    from rapport.program.judging.selectors import interactions_blind

    if interaction_id in interactions_blind(actor):
        return None
    return read_interaction(home, actor, interaction_id)


def _said(home: Home, interaction_id: str) -> list[Mapping[str, Any]]:
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            "SELECT models, annotations, "
            "starts_with(read_from, lower(hex(interactions.content_hash))) AS same "
            "FROM readings LEFT JOIN interactions USING (interaction_id) WHERE interaction_id = ? "
            "AND reader IN ('service', 'concerns')",
            [interaction_id],
        ).to_pylist()
    return [
        {**one, "models": row["models"], "same": bool(row["same"])}
        for row in rows
        for one in row["annotations"] or ()
    ]


def _turns(view: InteractionView, question: Question) -> tuple[TurnShown, ...]:
    at = question.turn
    if at is not None and not 0 <= at < len(view.turns):
        return ()
    return tuple(
        TurnShown(
            number,
            turn["speaker"] or "",
            turn["text"] or "",
            number == at,
            at is None or abs(number - at) <= AROUND,
        )
        for number, turn in enumerate(view.turns)
    )


def _evidence(home: Home, view: InteractionView, found: CheckFacts) -> str:
    """The words by which the machine saw a behaviour, or named the concern; empty where it says the whole
    turn, has read otherwise since, or where something else is said than was read."""
    for one in _said(home, found.question.interaction_id):
        if not one["same"] or one["turn"] is None or one["start"] is None:
            continue
        if one["turn"] < len(view.turns) and _judged_by(home, one, found):
            text = view.turns[one["turn"]]["text"] or ""
            return text[one["start"] : one["end"]]
    return ""


def _judged_by(home: Home, one: Mapping[str, Any], found: CheckFacts) -> bool:
    asked = found.question
    if one["kind"] != asked.kind:
        return False
    if asked.kind == BEHAVIOUR:
        seen = found.said.label == PRESENT and asked.turn is not None
        return bool(seen and one["label"] == asked.about and one["turn"] == asked.turn)
    return asked.kind == CONCERN and _today(home, asked, one["label"]) == found.said.label
