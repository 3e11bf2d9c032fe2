"""Interactions as they go in and out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema

from rapport.records import Interaction, Turn
from rapport.web.api.shapes import PAIR, Moment, Paged, Points, Sent, Text, Word

MOST_AT_ONCE = 10_000
MOST_TURNS = 5_000


class InteractionsAsked(Paged):
    """Which interactions: all conditions hold together."""

    channel: Word | None = None
    team: Word | None = None
    agent_id: Word | None = None
    concern: Word | None = None
    customer_id: Word | None = None
    touchpoint: Word | None = None
    language: Word | None = None
    since: Moment | None = Field(None, description="Started then or later.")
    until: Moment | None = Field(None, description="Started before.")
    q: Annotated[Word, Field(max_length=200)] | None = Field(
        None, description="Words that were said or of the subject, or the id."
    )
    attribute: list[Annotated[Word, Field(pattern=PAIR)]] = Field(
        [], max_length=10, description="`name=value` of what was imported; several hold together."
    )
    segment: Word | None = Field(None, description="The customer's.")
    kind: Literal["customer", "shop"] | None = Field(None, description="A mystery shop, or none.")
    evaluated: bool | None = None
    qci_from: Points | None = Field(None, description="The mean QCI of what the key may see.")
    qci_to: Points | None = None
    evaluator: Word | None = Field(None, description="Who scored it.")
    element: Word | None = Field(None, description="An element that lost points.")
    critical: bool = Field(False, description="A critical error was found.")
    sort: Literal["newest", "oldest", "longest", "lowest", "highest"] = "newest"


class InteractionLine(Schema):
    """An interaction in a list."""

    interaction_id: str
    channel: str | None
    started_at: datetime | None
    customer_id: str | None
    agent_id: str | None
    agent_name: str | None
    team: str | None
    concern: str | None
    subject: str | None
    turn_count: int | None
    abandoned: bool | None


class InteractionFound(InteractionLine):
    """The same with its mean QCI, as far as the key may know it."""

    qci: float | None = None


class InteractionList(Schema):
    """A page of interactions. `total` counts all that match; there are more where `at_least` is true."""

    data_version: int
    total: int
    at_least: bool
    next: str | None
    items: list[InteractionFound]


class TurnShape(Schema):
    """What one speaker said in one go."""

    speaker: str
    text: str | None
    at: datetime | None
    person: str | None
    offset_s: float | None
    duration_s: float | None
    quoted: str | None
    signature: str | None


class AnswerShape(Schema):
    """What the customer answered about it."""

    question: str | None
    item: str | None
    item_type: str | None
    number: float | None
    text: str | None
    answered_at: datetime | None


class InteractionWhole(InteractionLine):
    """An interaction with its turns, its facts and its answers."""

    ended_at: datetime | None
    customer_name: str | None
    reason_code: str | None
    touchpoint: str | None
    language: str | None
    customer_turns: int | None
    agent_turns: int | None
    eligible: bool | None
    handle_s: float | None
    first_reply_s: float | None
    mean_reply_s: float | None
    longest_wait_s: float | None
    imported_at: datetime | None
    attributes: dict[str, str | None]
    turns: list[TurnShape]
    answers: list[AnswerShape]
    data_version: int


class TurnSent(Sent):
    """A turn to store."""

    speaker: Literal["customer", "agent", "bot", "system"]
    text: Text
    at: Moment | None = None
    person: Word | None = None
    offset_s: float | None = Field(None, ge=0, le=1e7)
    duration_s: float | None = Field(None, ge=0, le=1e7)
    quoted: Text | None = None
    signature: Text | None = None


class InteractionSent(Sent):
    """An interaction to store. Without turns it was abandoned."""

    interaction_id: Word
    channel: Word
    started_at: Moment | None = None
    ended_at: Moment | None = None
    customer_id: Word | None = None
    customer_name: Word | None = None
    agent_id: Word | None = None
    agent_name: Word | None = None
    team: Word | None = None
    concern: Word | None = None
    reason_code: Word | None = None
    touchpoint: Word | None = None
    language: Word | None = None
    subject: Word | None = None
    turns: list[TurnSent] = Field([], max_length=MOST_TURNS)
    attributes: dict[Word, Text] = Field({}, max_length=500)

    def record(self) -> Interaction:
        """The record it is stored as."""
        facts = self.model_dump(exclude={"turns"})
        turns = tuple(Turn(**one.model_dump()) for one in self.turns)
        started = self.started_at or min((one.at for one in turns if one.at is not None), default=None)
        return Interaction(**{**facts, "turns": turns, "started_at": started})


class InteractionsSent(Sent):
    """Interactions to store; those that are there already are updated."""

    interactions: list[InteractionSent] = Field(min_length=1, max_length=MOST_AT_ONCE)


class Imported(Schema):
    """What an import did. `erased`: left out, because the customer was erased."""

    new: int
    changed: int
    unchanged: int
    erased: int
    repeated: int
    abandoned: int
    redactions: dict[str, int]
    data_version: int
