"""What was read of one interaction, for a person to look at beside what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.home import Home
from rapport.language.experience.facts import KIND as FACT
from rapport.language.experience.facts import told
from rapport.language.reader import UNREAD
from rapport.program.people.actor import Actor
from rapport.records.annotation import CANNOT_TELL
from rapport.warehouse import Warehouse
from rapport.work.concerns.kept import kept_tree
from rapport.work.exploring.interaction import read_interaction

VERDICTS = ("concern_stated", "concern_actual", "resolved", "effort", "satisfaction", "impact")
"""What is said of an interaction as a whole, in the order it is told."""
PLAIN = frozenset({("sentiment", "neutral"), ("emotion", "calm"), ("emotion", "neutral")})
"""What is true of most turns: told of none."""
SHORT = 120
CONCERNS = ("concern_stated", "concern_actual", "concern")


@dataclass(frozen=True)
class Verdict:
    """`value` is on the model's own scale; `probability` that the label is right, where the model says."""

    kind: str
    label: str
    value: float | None
    probability: float | None

    @property
    def is_known(self) -> bool:
        """Whether there was anything to tell it by."""
        return self.label != CANNOT_TELL


@dataclass(frozen=True)
class Note:
    """A label of one turn, with the words it was judged by (None: the whole turn)."""

    kind: str
    label: str
    words: str | None
    probability: float | None


@dataclass(frozen=True)
class ReadTurn:
    """A turn of which something is told."""

    number: int
    speaker: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class ReadOf:
    """`hidden`: this person still has to score it blind. `course`: the customer's sentiment turn by turn, as
    (turn, −1…1). `facts`: what made it hard beside the words, as "transferred twice". Without `models` nobody
    read it yet."""

    interaction_id: str
    models: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    turns: tuple[ReadTurn, ...] = ()
    course: tuple[tuple[int, float], ...] = ()
    unread: bool = False
    facts: tuple[str, ...] = ()
    hidden: bool = False


def read_of(home: Home, actor: Actor, interaction_id: str) -> ReadOf | None:
    """What was read of it; None when there is no such interaction that this person may see. Of somebody who
    scores it is kept that they looked. Raises NotAllowedError."""
    from rapport.program.judging.selectors import interactions_blind
    from rapport.program.reading.services import reading_opened_note

    view = read_interaction(home, actor, interaction_id)
    if view is None:
        return None
    if interaction_id in interactions_blind(actor):
        return ReadOf(interaction_id, hidden=True)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            "SELECT models, annotations FROM readings WHERE interaction_id = ? ORDER BY reader DESC",
            [interaction_id],
        ).to_pylist()
    said = _named(home, [one for row in rows for one in row["annotations"]])
    if said:
        reading_opened_note(actor, interaction_id)
    return ReadOf(
        interaction_id,
        tuple(model for row in rows for model in row["models"]),
        _verdicts(said),
        _turns(said, view.turns),
        _course(said, view.turns),
        any(one["kind"] == UNREAD for one in said),
        tuple(told(one["label"], one["value"]) for one in said if one["kind"] == FACT),
    )


def _verdicts(said: Sequence[Mapping[str, Any]]) -> tuple[Verdict, ...]:
    whole = {one["kind"]: one for one in said if one["turn"] is None or one["kind"] in CONCERNS[:2]}
    return tuple(
        Verdict(kind, whole[kind]["label"], whole[kind]["value"], whole[kind]["probability"])
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


def _turns(said: Sequence[Mapping[str, Any]], turns: Sequence[Mapping[str, Any]]) -> tuple[ReadTurn, ...]:
    notes: dict[int, dict[tuple[str, str], Note]] = {}
    for one in said:
        place, what = one["turn"], (one["kind"], one["label"])
        if place is None or place >= len(turns) or what in PLAIN or one["kind"] in CONCERNS[:2]:
            continue
        if one["label"] == CANNOT_TELL:
            continue
        text = turns[place]["text"] or ""
        notes.setdefault(place, {}).setdefault(
            what, Note(*what, _words(text, one["start"], one["end"]), one["probability"])
        )
    return tuple(
        ReadTurn(place, turns[place]["speaker"] or "", tuple(notes[place].values()))
        for place in sorted(notes)
    )


def _words(text: str, start: int | None, end: int | None) -> str | None:
    found = text[start:end] if start is not None and end is not None else ""
    return found if len(found) <= SHORT else found[:SHORT] + "…"


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
