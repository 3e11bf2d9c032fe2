"""What a worker does round and round: carry decisions to the warehouse, keep the queue small."""

from __future__ import annotations

from rapport.home import Home
from rapport.work.publish import publish


def publish_waiting(home: Home) -> None:
    """Delivers what waits in the outbox, if anything does."""
    publish(home)


def tidy_queue(home: Home) -> None:
    """Forgets what the queue no longer needs."""
    from rapport.program.jobs.services import queue_tidy

    queue_tidy()
