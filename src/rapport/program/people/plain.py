"""What goes in and out of the people application: frozen plain data, never models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapport.program.people.actor import Grant


@dataclass(frozen=True)
class Person:
    """Somebody with an account."""

    user_id: str
    email: str
    name: str
    agent_id: str | None
    active: bool
    grants: tuple[Grant, ...]
    last_seen_at: datetime | None


@dataclass(frozen=True)
class Issued:
    """Something with a secret, shown this once: an invitation or a key."""

    id: str
    secret: str
    expires_at: datetime | None


@dataclass(frozen=True)
class Change:
    """One line of the log."""

    at: datetime
    who: str
    action: str
    kind: str
    object_id: str
    before: Any
    after: Any
    number: int
