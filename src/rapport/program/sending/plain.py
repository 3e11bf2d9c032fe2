"""What goes in and out of the sending application: frozen plain data, never models."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

CONTACT, EVENT, RELATIONSHIP, FOLLOW_UP = "contact", "event", "relationship", "follow_up"
KINDS = {
    CONTACT: "after a contact",
    EVENT: "after something happened",
    RELATIONSHIP: "about the relationship, from time to time",
    FOLLOW_UP: "after a case was closed",
}
EMAIL, SMS = "email", "sms"
TOLD = "the case was told"
"""Stands with an answered question about a case once the case knows."""
CHANNELS = {EMAIL: "e-mail", SMS: "text message"}
ALL, SHARE, DAILY = "all", "share", "daily"
DRAWS = {ALL: "everyone", SHARE: "a share of them", DAILY: "so many a day"}
NO_RECORD = "no_record"
"""Why somebody is not asked yet."""
REASONS = {
    "expired": "too long ago",
    "employee": "works for the company",
    "minor": "under age",
    "complaint": "a complaint is running",
    "open_case": "somebody is dealing with their case",
    "no_record": "no record of the customer yet",
    "no_address": "no address that can be written to",
    "opted_out": "wants to be asked no more",
    "unreachable": "mails or messages come back",
    "not_drawn": "not drawn",
    "asked_already": "asked about this already",
    "has_open": "has an invitation open",
    "asked_lately": "was asked lately",
    "relationship_lately": "was asked about the relationship lately",
    "follow_up_lately": "was asked about a case lately",
    "day_full": "the number of the day was reached",
    "no_time": "no hour to send in before it expires",
    "malformed": "an address that cannot be one",
    "too_long": "an id or a cell that is too long",
    "duplicate": "stands in the list before",
}
"""Why somebody is not asked, in the order in which it is looked at."""
LATER = "Nothing to do; bring them in another list later."
REMEDIES = {
    "malformed": "Correct it, or take the row out.",
    "duplicate": "Nothing to do; the first of their rows counts.",
    "too_long": "Shorten it to 500 letters, a language to 20.",
    "unreachable": "Find out their new address.",
    "no_time": "Let the invitations stay open for longer.",
    "complaint": LATER,
    "open_case": LATER,
    "has_open": LATER,
    "asked_lately": LATER,
    "relationship_lately": LATER,
    "follow_up_lately": LATER,
}
"""What to do about a row of a list that nobody is invited for."""


def remedy(reason: str) -> str:
    """What to do about a row of a list."""
    return REMEDIES.get(reason, "Nothing to do.")


@dataclass(frozen=True)
class Arm:
    """One way to invite, in an experiment. `share` counts against the other arms'; what is not given is as
    the programme has it. `hour` is the local hour to send at."""

    name: str
    share: float = 1.0
    subject: str = ""
    intro: str = ""
    hour: int | None = None


@dataclass(frozen=True)
class Plan:
    """What a programme is set to. Lists that are empty leave everything in. `version` None: the newest that
    is published. `by_segment` overrules `share`. Hours of `delay` and `expires` count from the contact."""

    survey: str
    kind: str = CONTACT
    version: int | None = None
    channels: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    touchpoints: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    by: str = EMAIL
    delay_hours: float = 1.0
    expires_hours: float = 72.0
    draw: str = ALL
    share: float = 1.0
    daily: int = 0
    by_segment: Mapping[str, float] = field(default_factory=dict)
    reminders: int = 0
    remind_after_hours: float = 24.0
    period_days: int = 90
    subject: str = ""
    intro: str = ""
    sender: str = ""
    arms: tuple[Arm, ...] = ()


@dataclass(frozen=True)
class Rules:
    """What holds for all programmes together. Days between two invitations of a customer, relationship
    surveys, and follow-ups on cases; hours and weekdays (Monday is 0) to send in, by the customer's clock;
    `staff_domains` whose addresses are colleagues'; messages a minute."""

    days: int = 30
    relationship_days: int = 90
    follow_up_days: int = 7
    from_hour: int = 9
    to_hour: int = 20
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    staff_domains: tuple[str, ...] = ()
    per_minute: int = 120


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be asked, about what. `about` is what no two invitations of a programme share: the
    interaction, the event, the case, or the period. `facts` are for words and conditions of the survey.
    `zone` is the customer's own, as it stands in their record. `barred` is a reason found elsewhere."""

    about: str
    customer_id: str
    at: datetime
    interaction_id: str = ""
    touchpoint: str = ""
    team: str = ""
    agent_id: str = ""
    segment: str = ""
    language: str = ""
    address: str = ""
    zone: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    barred: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far something was looked at: when the last of it was stored, and its id."""

    at: datetime | None = None
    key: str = ""


@dataclass(frozen=True)
class Looked:
    """What a look came to: how many could have been asked, how many are, and the others by reason."""

    candidates: int = 0
    asked: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: Looked) -> Looked:
        names = {*self.left_out, *other.left_out}
        left = {one: self.left_out.get(one, 0) + other.left_out.get(one, 0) for one in names}
        return Looked(self.candidates + other.candidates, self.asked + other.asked, left)

    @property
    def reasons(self) -> tuple[tuple[str, str, int], ...]:
        """Name, words and count of each reason, in the order in which they are looked at."""
        return tuple(
            (one, words, self.left_out[one]) for one, words in REASONS.items() if self.left_out.get(one)
        )


@dataclass(frozen=True)
class ProgrammeFacts:
    """A programme as its page shows it."""

    id: str
    title: str
    number: int
    plan: Plan
    running_since: datetime | None
    archived_at: datetime | None
    created_by: str
    created_at: datetime
    mark: Mark = field(default_factory=Mark)
    data_version: int = 0

    @property
    def kind_words(self) -> str:
        """When it asks, in words."""
        return KINDS[self.plan.kind]


@dataclass(frozen=True)
class VersionFacts:
    """One version of a programme: who saved it, when."""

    number: int
    by: str
    at: datetime
    plan: Plan


@dataclass(frozen=True)
class Progress:
    """How a programme's invitations stand."""

    waiting: int = 0
    sent: int = 0
    started: int = 0
    completed: int = 0
    bounced: int = 0
    refused: int = 0
    expired: int = 0
    uncertain: int = 0

    @property
    def invited(self) -> int:
        """All that were sent, whatever became of them."""
        return self.sent


@dataclass(frozen=True)
class Due:
    """A message to be sent now, with what it is put together from."""

    message: uuid.UUID
    number: int
    attempt: int
    invitation: uuid.UUID
    version: int
    channel: str
    address: str
    customer_id: str
    programme: str
    arm: str
    language: str
    expires_at: datetime
    kind: str = CONTACT
    plan: Plan | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ListFacts:
    """A list of people to ask, and how far its import is."""

    id: str
    name: str
    survey: str
    by: str
    at: datetime
    done: int
    invited: int
    ended_at: datetime | None
    reasons: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class InDoubt:
    """A message of which nobody knows whether it arrived. `place` is where a list names who was to get it."""

    id: uuid.UUID
    customer_id: str
    number: int
    taken_at: datetime | None
    problem: str
    key: str = ""
    place: str = ""
