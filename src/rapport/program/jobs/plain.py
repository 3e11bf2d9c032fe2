"""What goes out of the jobs application: frozen plain data, never models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
ENDED = (DONE, FAILED, CANCELLED)


@dataclass(frozen=True)
class JobFacts:
    """A piece of long work as people see it. `total` None: nobody knows how much is left.

    `result` is what the work says of itself: often `address`, the page where its result is. `problem`
    holds what, where and todo of what went wrong.
    """

    id: str
    kind: str
    title: str
    arguments: Mapping[str, Any]
    asked_by: str
    user_id: str | None
    state: str
    stage: str
    done: int
    total: int | None
    result: Mapping[str, Any]
    problem: Mapping[str, str]
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def ended(self) -> bool:
        """Whether nothing will happen any more."""
        return self.state in ENDED


@dataclass(frozen=True)
class WorkerFacts:
    """A worker that gave a sign of life."""

    worker: str
    host: str
    started_at: datetime
    seen_at: datetime
