"""One thing that happened with a customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Happening:
    """One thing in the line: `kind` contact, survey, event or case; `mean` is a survey's answers on 0 to 100,
    `read` how satisfied a machine read the customer of a contact to be; `turn`: how far it went up (down)
    here, at the moment it turned, `turn_read` where only a machine says so."""

    kind: str
    at: datetime | None
    facts: Mapping[str, Any]
    interaction_id: str | None = None
    mean: float | None = None
    turn: float | None = None
    read: float | None = None
    turn_read: bool = False
