"""What a scoring sheet shows: conversations and elements, and nothing that could sway a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.criteria import Criteria, Element
from rapport.criteria.model import applies
from rapport.warehouse import Snapshot
from rapport.work.scoring_facts import scoring_facts


@dataclass(frozen=True)
class SheetTurn:
    """A turn as an evaluator reads it; `number` counts from 1."""

    number: int
    speaker: str
    clock: str
    text: str


@dataclass(frozen=True)
class Conversation:
    """One interaction to score, with the elements that are asked of it."""

    interaction_id: str
    position: int
    channel: str
    started_at: datetime | None
    subject: str
    turns: tuple[SheetTurn, ...]
    elements: tuple[Element, ...]


@dataclass(frozen=True)
class Sheet:
    """One evaluator's work in one sample."""

    company: str
    sample: str
    evaluator: str
    criteria: Criteria | None
    conversations: tuple[Conversation, ...]


_QUESTION = """
SELECT interaction_id, channel, started_at, subject, turns FROM interactions
WHERE interaction_id IN (SELECT unnest(?))
"""


def conversations(
    snapshot: Snapshot, criteria: Criteria | None, ids: Sequence[str]
) -> Mapping[str, Conversation]:
    """Conversations by interaction id. Agent, team, customer and outcome are left out: scoring is blind."""
    facts = scoring_facts(snapshot, criteria, ids) if criteria else {}
    found = {}
    positions = {name: position for position, name in enumerate(ids, 1)}
    for row in snapshot.sql(_QUESTION, [list(ids)]).to_pylist():
        name = row["interaction_id"]
        known = facts[name].attributes if name in facts else {}
        asked = tuple(
            element
            for element in (criteria.elements if criteria else ())
            if not (element.not_applicable_when and applies(element.not_applicable_when, known))
        )
        turns = tuple(_turn(number, turn, row["turns"]) for number, turn in enumerate(row["turns"] or (), 1))
        subject = row["subject"] or ""
        found[name] = Conversation(
            name, positions[name], row["channel"] or "", row["started_at"], subject, turns, asked
        )
    return found


def _turn(number: int, turn: Mapping[str, object], turns: Sequence[Mapping[str, object]]) -> SheetTurn:
    speaker = str(turn["speaker"]).capitalize()
    return SheetTurn(number, speaker, _clock(turn, turns[0]), str(turn["text"] or ""))


def _clock(turn: Mapping[str, object], first: Mapping[str, object]) -> str:
    """Time since the conversation began, as minutes:seconds; with days where it is long."""
    at, start, offset = turn["at"], first["at"], turn["offset_s"]
    if isinstance(at, datetime) and isinstance(start, datetime):
        seconds = (at - start).total_seconds()
    elif isinstance(offset, float):
        seconds = offset
    else:
        return ""
    if seconds < 0:
        return ""
    days, rest = divmod(int(seconds), 86400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    if days:
        return f"{days} d {hours:02}:{minutes:02}"
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
