"""One contact between a customer and the company, on any channel, with its turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

SPEAKERS = ("customer", "agent", "bot", "system")
SHOP_PREFIX = "shop:"
"""How the id of an interaction begins that a mystery shopper made: no customer was served in it."""


def shop_id(visit: str) -> str:
    """The id of the interaction that a mystery shopper's visit becomes."""
    return f"{SHOP_PREFIX}{visit}"


def is_shop(interaction_id: str) -> bool:
    """Whether a mystery shopper made this interaction."""
    return interaction_id.startswith(SHOP_PREFIX)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said in one go.

    `speaker` is one of SPEAKERS. `at` is UTC; `offset_s` counts from the start of a recording.
    `person` names who spoke where several people share a role. `quoted` and `signature` hold the
    parts of an e-mail that are not this turn's own words.
    """

    speaker: str
    text: str
    at: datetime | None = None
    person: str | None = None
    offset_s: float | None = None
    duration_s: float | None = None
    quoted: str | None = None
    signature: str | None = None


@dataclass(frozen=True, slots=True)
class Interaction:
    """A call, chat, e-mail thread, ticket or review. Without turns it was abandoned.

    Times are UTC and timezone-aware. `attributes` holds every further fact as text (channel
    specific, operational, or from a column of the file that has no field of its own).
    """

    interaction_id: str
    channel: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    customer_id: str | None = None
    customer_name: str | None = None
    agent_id: str | None = None
    agent_name: str | None = None
    team: str | None = None
    concern: str | None = None
    reason_code: str | None = None
    touchpoint: str | None = None
    language: str | None = None
    subject: str | None = None
    turns: tuple[Turn, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
