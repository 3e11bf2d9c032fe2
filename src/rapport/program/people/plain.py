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
    time_zone: str = ""


@dataclass(frozen=True)
class Invited:
    """An invitation that nobody has taken up yet."""

    id: str
    email: str
    name: str
    grants: tuple[Grant, ...]
    invited_by: str
    created_at: datetime
    expires_at: datetime
    expired: bool


@dataclass(frozen=True)
class Key:
    """A key of the API as its person sees it; `hint` is how its secret ends."""

    id: str
    name: str
    hint: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    owner: str


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
