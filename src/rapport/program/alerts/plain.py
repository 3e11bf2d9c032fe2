"""What goes in and out of the alerts application: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rapport.program.alerts.definition.model import Definition

STATES = {
    "due": "about to fire",
    "fired": "fired",
    "quiet": "quiet: the customer was known",
    "held": "held back",
    "left": "let go",
    "failed": "could not fire",
}


@dataclass(frozen=True)
class Hit:
    """A thing that a rule is about. `subject` is what a rule fires for once; `facts` are what each condition
    found, in words."""

    subject: str
    at: datetime
    customer_id: str | None
    interaction_id: str | None
    agent_id: str | None
    team: str | None
    channel: str | None
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Noted:
    """What became of hits: `fired` will open cases, `quiet` were about a customer it had just fired for,
    `held` are beyond what the rule may do a day; `stopped`: the rule stopped by that."""

    fired: int = 0
    quiet: int = 0
    held: int = 0
    stopped: bool = False


@dataclass(frozen=True)
class VersionFacts:
    """One version of a rule."""

    number: int
    text: str
    made_by: str
    made_at: datetime
    previewed_at: datetime | None
    would_fire: int | None


@dataclass(frozen=True)
class RuleFacts:
    """A rule as it is now. Counts are of what the actor sees: `fired` in all and `lately` in the last 30
    days, of so many `customers`; `waiting` are held back."""

    id: str
    name: str
    kind: str
    version: int
    definition: Definition
    text: str
    owner: str
    starter: str
    active: bool
    stopped_at: datetime | None
    stopped_because: str
    looked_at: datetime | None
    looked_of: str
    previewed_at: datetime | None
    fired: int = 0
    lately: int = 0
    customers: int = 0
    waiting: int = 0
    failed: int = 0
    last_at: datetime | None = None
    retired: bool = False

    @property
    def source(self) -> str:
        """What cases say they come from."""
        return f"rule:{self.id}@{self.version}"


@dataclass(frozen=True)
class FiringFacts:
    """One thing a rule fired for."""

    id: int
    rule_id: str
    rule: str
    version: int
    kind: str
    state: str
    at: datetime
    found_at: datetime
    customer_id: str | None
    interaction_id: str | None
    agent_id: str | None
    team: str | None
    channel: str | None
    facts: Mapping[str, str]
    case_id: str | None
    problem: str
