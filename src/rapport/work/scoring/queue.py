"""Somebody's queue, with enough about each interaction to choose by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.scoring.plain import SampleProgress, Takeable, Work
from rapport.warehouse import Warehouse

PAGE = 50


@dataclass(frozen=True)
class About:
    """What a queue tells of an interaction before it is opened; nothing of scores or of who served."""

    channel: str | None = None
    started_at: datetime | None = None
    concern: str | None = None
    turns: int = 0
    there: bool = False


@dataclass(frozen=True)
class Queued:
    """A piece of work with its interaction."""

    work: Work
    about: About


@dataclass(frozen=True)
class Queue:
    """What waits for somebody. `after` continues the open work, None at the end."""

    progress: tuple[SampleProgress, ...]
    to_take: tuple[Takeable, ...]
    tasks: tuple[Queued, ...]
    open: tuple[Queued, ...]
    done: tuple[Queued, ...]
    next: Work | None
    sample: str | None
    after: int | None


def open_queue(home: Home, actor: Actor, *, sample: str | None = None, after: int = 0) -> Queue:
    """The actor's queue: all of it, or one sample's open work behind position `after`.

    Raises NotAllowedError.
    """
    from rapport.program.scoring.selectors import (
        queue_done,
        queue_next,
        queue_open,
        queue_progress,
        queue_takeable,
        queue_tasks,
    )

    progress = queue_progress(actor)
    chosen = sample or next((one.sample for one in progress if one.open), None)
    waiting = queue_open(actor, sample=chosen, after=after, limit=PAGE + 1) if chosen else []
    tasks, done = queue_tasks(actor), queue_done(actor)
    shown = waiting[:PAGE]
    about = _about(home, [one.interaction_id for one in (*tasks, *shown, *done)])

    def queued(works: Sequence[Work]) -> tuple[Queued, ...]:
        return tuple(Queued(one, about.get(one.interaction_id, About())) for one in works)

    more = shown[-1].position if len(waiting) > PAGE else None
    return Queue(
        progress=tuple(progress),
        to_take=tuple(queue_takeable(actor)),
        tasks=queued(tasks),
        open=queued(shown),
        done=queued(done),
        next=queue_next(actor),
        sample=chosen,
        after=more,
    )


def take_next(actor: Actor, sample: str) -> str | None:
    """Takes the next interaction of a sample that is open to all → its key, None when none is left.

    Raises NotAllowedError, or AuditError for a sample that is not open to all.
    """
    from rapport.program.audits.services import assignment_claim

    taken = assignment_claim(actor, sample)
    return None if taken is None else str(taken)


def _about(home: Home, ids: Sequence[str]) -> Mapping[str, About]:
    if not ids:
        return {}
    wanted = sorted(set(ids))
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            "SELECT interaction_id, channel, started_at, concern, turn_count FROM interactions "
            f"WHERE interaction_id IN ({', '.join('?' * len(wanted))})",
            wanted,
        ).to_pylist()
    return {
        row["interaction_id"]: About(
            row["channel"], row["started_at"], row["concern"], row["turn_count"] or 0, there=True
        )
        for row in rows
    }
