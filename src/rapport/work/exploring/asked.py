"""What is looked for among interactions, and what is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

FIELDS = ("channel", "team", "agent_id", "concern", "customer_id", "touchpoint", "language")
KINDS = ("customer", "shop")
SORTS = ("newest", "oldest", "longest", "lowest", "highest")
BY_SCORE = ("lowest", "highest")
PAGE = 50
COUNTED = 10_000


@dataclass(frozen=True)
class Scored:
    """Of scores: whether there are any, the mean QCI from `lowest` to `highest`, by whom; an `element`
    that lost points (that came to at most `element_most` of 100), a `critical` error found."""

    evaluated: bool | None = None
    lowest: float | None = None
    highest: float | None = None
    evaluator: str | None = None
    element: str | None = None
    element_most: float | None = None
    critical: bool = False

    @property
    def asks(self) -> bool:
        """Whether anything is asked of scores."""
        return self != Scored()


@dataclass(frozen=True)
class Search:
    """What is looked for: exact values of FIELDS, a stretch of time, words that were said or an id, values
    of attributes, the customer's segment, a kind, the id of a concern that a machine read in it, scores; and
    the order of what is found."""

    where: Mapping[str, str] = field(default_factory=dict)
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    segment: str | None = None
    kind: str | None = None
    concern_read: str | None = None
    scored: Scored = field(default_factory=Scored)
    sort: str = "newest"


@dataclass(frozen=True)
class Found:
    """One page of interactions; `after` continues it, None at the end. `total` counts all that match,
    `at_least` says that there are more than it. `indexed`: found with the index; else the tables were
    read, slower, and words match parts of words too. `missing`: rows that came just now are not in it."""

    rows: tuple[Mapping[str, Any], ...]
    total: int
    after: str | None
    data_version: int
    at_least: bool = False
    indexed: bool = False
    missing: int = 0
