"""What a reader hands on: a record, or a row it could not read and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from rapport.records import Answer, Customer, Event, Indicator, Interaction

Record: TypeAlias = Interaction | Answer | Event | Customer | Indicator


@dataclass(frozen=True, slots=True)
class Parsed:
    """A record, with the row it came from (as a person counts: the header is row 1)."""

    record: Record
    row: int
    where: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be used: what is wrong, where, what to do, and its text as it stood."""

    what: str
    where: str
    todo: str
    row: int
    raw: str = ""


Item: TypeAlias = Parsed | Rejected
