"""What goes in and out of the notices application: frozen plain data, never models."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time

AT_ONCE, DIGEST, NEVER = "at once", "digest", "never"
MAILS = (AT_ONCE, DIGEST, NEVER)
KINDS = {
    "case.given": "A case was given to you",
    "case.help": "You were asked to help with a case",
    "case.overdue": "A case that you own or help with was not closed in time",
    "case.answered": "A customer answered after a case of yours",
    "plan.step": "A step of a plan of yours is due",
    "plan.check_in": "Nobody checked in on a plan of yours this week",
    "coaching.held": "A coaching session waits for you to acknowledge it",
    "praise": "You were praised, by a customer too",
    "suggestion.answered": "Somebody said what becomes of a suggestion of yours",
    "alert.stopped": "A rule of alerts reached the most it may do a day and stopped",
}
"""What somebody can be told, in the words of the form where they choose."""


@dataclass(frozen=True)
class Told:
    """Something to tell one account. `key` says what it is about: the same is told once. `title` names no
    customer, as it is mailed; `address` is the page where it waits."""

    user: str
    kind: str
    key: str
    title: str
    address: str


@dataclass(frozen=True)
class NoticeFacts:
    """One notice."""

    id: int
    kind: str
    title: str
    address: str
    at: datetime
    read: bool


@dataclass(frozen=True)
class Wish:
    """How somebody wants to be told. No mail goes out between `quiet_from` and `quiet_until` nor on
    `quiet_days` (0 is Monday); what waits goes out after. `muted` kinds are not told at all."""

    mail: str = DIGEST
    digest_at: time = time(8)
    quiet_from: time | None = None
    quiet_until: time | None = None
    quiet_days: tuple[int, ...] = ()
    muted: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Reader:
    """An account that may be mailed to."""

    user: str
    email: str
    time_zone: str
    wish: Wish
    digest_sent_at: datetime | None
