"""What was read of one interaction, for a person to look at beside what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rapport.home import Home
from rapport.language.experience.facts import KIND as FACT
from rapport.language.experience.facts import told
from rapport.language.reader import UNREAD
from rapport.program.people.actor import Actor
from rapport.records.annotation import CANNOT_TELL
from rapport.warehouse import Warehouse
from rapport.work.annotating.noted import OF_WHOLE, Note, notes_of
from rapport.work.concerns.kept import kept_tree
from rapport.work.exploring.interaction import InteractionView, read_interaction
from rapport.work.exploring.shown_scores import Mark

VERDICTS = ("concern_stated", "concern_actual", "resolved", "effort", "satisfaction", "impact")
"""What is said of an interaction as a whole, in the order it is told."""
CONCERNS = (*OF_WHOLE, "concern")
READ = """
SELECT r.models, r.annotations, coalesce(starts_with(r.read_from, lower(hex(i.content_hash))), FALSE) AS same
FROM readings r LEFT JOIN interactions i USING (interaction_id)
WHERE r.interaction_id = ? ORDER BY r.reader DESC
"""
"""`same`: the words are still those that were read; places in others would point at the wrong ones."""


@dataclass(frozen=True)
class Verdict:
    """`value` is on the model's own scale; `probability` that the label is right, where the model says;
    `note`: the words it was told from, where it stores any."""

    kind: str
    label: str
    value: float | None
    probability: float | None
    note: Note | None = None

    @property
    def is_known(self) -> bool:
        """Whether there was anything to tell it by."""
        return self.label != CANNOT_TELL


@dataclass(frozen=True)
class ReadTurn:
    """A turn of which something is told."""

    number: int
    speaker: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class ReadOf:
    """`hidden`: this person still has to score it blind. `marks`: where the words lie that its notes were
    judged by. `course`: the customer's sentiment turn by turn, as (turn, −1…1). `facts`: what made it hard
    beside the words, as "transferred twice". `changed`: it says something else since it was read, and no
    words of it are shown until it is read again. Without `models` nobody read it yet."""

    interaction_id: str
    models: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    turns: tuple[ReadTurn, ...] = ()
    marks: tuple[Mark, ...] = ()
    course: tuple[tuple[int, float], ...] = ()
    unread: bool = False
    facts: tuple[str, ...] = ()
    changed: bool = False
    hidden: bool = False


def read_of(home: Home, actor: Actor, interaction_id: str) -> ReadOf | None:
    """What was read of it; None when there is no such interaction that this person may see. Of somebody who
    scores it is kept that they looked. Raises NotAllowedError."""
    view = read_interaction(home, actor, interaction_id)
    return reading_of(home, actor, view) if view else None


def reading_of(home: Home, actor: Actor, view: InteractionView) -> ReadOf:
    """What was read of an interaction that this person was found to see. Of somebody who scores it is kept
    that they looked."""
    from rapport.program.judging.selectors import interactions_blind
    from rapport.program.reading.services import reading_opened_note

    interaction_id = view.facts["interaction_id"]
    if interaction_id in interactions_blind(actor):
        return ReadOf(interaction_id, hidden=True)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(READ, [interaction_id]).to_pylist()
    said = _named(home, [{**one, "same": row["same"]} for row in rows for one in row["annotations"]])
    if said:
        reading_opened_note(actor, interaction_id)
    same = [one for one in said if one["same"]]
    notes, marks = notes_of(same, view.turns)
    return ReadOf(
        interaction_id,
        tuple(model for row in rows for model in row["models"]),
        _verdicts(said, notes),
        _turns(notes, view.turns),
        marks,
        _course(same, view.turns),
        any(one["kind"] == UNREAD for one in said),
        tuple(told(one["label"], one["value"]) for one in said if one["kind"] == FACT),
        changed=not all(row["same"] for row in rows),
    )


def _verdicts(said: Sequence[Mapping[str, Any]], notes: Sequence[Note]) -> tuple[Verdict, ...]:
    whole = {one["kind"]: one for one in said if one["turn"] is None or one["kind"] in OF_WHOLE}
    words = {one.kind: one for one in notes if one.kind in OF_WHOLE}
    return tuple(
        Verdict(kind, whole[kind]["label"], whole[kind]["value"], whole[kind]["probability"], words.get(kind))
        for kind in VERDICTS
        if kind in whole
    )


def _named(home: Home, said: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The annotations, concerns by the name that people know them by today."""
    tree = kept_tree(home) if any(one["kind"] in CONCERNS for one in said) else None
    if tree is None:
        return list(said)
    names = {
        one: tree.concerns[tree.follow(one)].name
        for one in {one["label"] for one in said}
        if tree.follow(one) in tree.concerns
    }
    return [
        {**one, "label": names.get(one["label"], one["label"])} if one["kind"] in CONCERNS else one
        for one in said
    ]


def _turns(notes: Sequence[Note], turns: Sequence[Mapping[str, Any]]) -> tuple[ReadTurn, ...]:
    """What is told of single turns; verdicts stand elsewhere."""
    told_of = groupby((one for one in notes if one.kind not in OF_WHOLE), key=lambda one: one.turn)
    return tuple(ReadTurn(turn, turns[turn]["speaker"] or "", tuple(some)) for turn, some in told_of)


def _course(
    said: Sequence[Mapping[str, Any]], turns: Sequence[Mapping[str, Any]]
) -> tuple[tuple[int, float], ...]:
    return tuple(
        (one["turn"], one["value"])
        for one in said
        if one["kind"] == "sentiment"
        and one["value"] is not None
        and one["turn"] < len(turns)
        and turns[one["turn"]]["speaker"] == "customer"
    )
