"""What goes in and out while people answer: frozen plain data, never models."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rapport.surveys.model import Survey


@dataclass(frozen=True)
class Answerable:
    """A version as people answer it. `open_until` None: until somebody closes it."""

    pk: int
    survey: Survey
    number: int
    closed_at: datetime | None
    sender: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)

    @property
    def definition(self) -> str:
        """Id and number, as answers name it: `after-support@2`."""
        return f"{self.survey.id}@{self.number}"


@dataclass(frozen=True)
class Entrance:
    """A way in for people whom nobody invited. `version` is the one that new forms are of, None where there
    is none that can be answered."""

    id: str
    kind: str
    name: str
    survey_id: str
    version: int | None
    touchpoint: str
    facts: Mapping[str, Any]
    origins: tuple[str, ...]
    closes_at: datetime | None
    closed_at: datetime | None
    for_programs: bool

    @property
    def ends_at(self) -> datetime | None:
        """When it closed, or will; None: nobody said."""
        known = [one for one in (self.closed_at, self.closes_at) if one is not None]
        return min(known, default=None)


@dataclass(frozen=True)
class Invited:
    """An invitation as its page needs it. `taken_back`: nobody is asked by it any more; `refused`: because
    its customer wants to be asked no more."""

    id: uuid.UUID
    taken_back: bool
    refused: bool
    facts: Mapping[str, Any]
    language: str
    channel: str
    touchpoint: str
    programme: str
    expires_at: datetime


@dataclass(frozen=True)
class SoFar:
    """What was handed in of a form up to now."""

    answers: Mapping[str, Any]
    language: str
    started_at: datetime | None
    completed_at: datetime | None
    over: bool
    """Nothing more is taken: it is complete, or was carried to the warehouse as it stood."""


@dataclass(frozen=True)
class Given:
    """A form, or a page of it, as it is handed in: answers checked, by item. `completed_at` None: not all."""

    key: str
    version: int
    channel: str
    answers: Mapping[str, Any]
    received_at: datetime
    invitation_id: uuid.UUID | None = None
    door_id: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    started_at: datetime | None = None
    completed_at: datetime | None = None


@dataclass(frozen=True)
class Waiting:
    """A submission on its way to the warehouse, with what its invitation or way in knows."""

    key: str
    version: int
    answers: Mapping[str, Any]
    seconds: Mapping[str, float]
    language: str
    channel: str
    started_at: datetime | None
    received_at: datetime
    completed_at: datetime | None
    customer_id: str
    interaction_id: str
    touchpoint: str
    facts: Mapping[str, Any]
    about: Mapping[str, str]
    """What weighting and comparing need: programme, arm, stratum, inclusion_probability, door."""
    ends_at: datetime | None
    """When what it came by was over: the invitation's expiry, the way in's closing."""
    facts_gone: bool = False
    """What was known when the form was shown is not known any more."""
