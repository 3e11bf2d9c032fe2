"""Long work as programs see it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Schema


class JobShape(Schema):
    """A piece of long work. `state`: queued, running, done, failed or cancelled; `problem` says why it
    failed; `total` null: nobody knows how much is left."""

    id: str
    kind: str
    title: str
    state: str
    stage: str
    done: int
    total: int | None
    result: dict[str, Any]
    problem: dict[str, str]
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class JobList(Schema):
    """The newest long work."""

    items: list[JobShape]
