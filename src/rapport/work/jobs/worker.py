"""The worker: takes jobs from the queue, shows that it lives, and does what comes round by itself."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable
from uuid import uuid4

from rapport.home import Home
from rapport.program.setup import connect, disconnect
from rapport.work.jobs.kinds import PERIODIC, load

LOG = logging.getLogger("rapport.jobs")
BEAT_S = 5.0
TURN_S = 0.5
LOOK_S = 0.5
BESIDE = 10
"""By how much a worker beside a server stands back for it."""


def work(home: Home, *, parent: int | None = None, until_empty: bool = False) -> None:
    """Works until interrupted (SIGINT, SIGTERM), or until the queue is empty.

    `parent`: the process that started this one; when it is gone, the worker ends too. A job that runs
    when the worker is asked to end is finished first; one that runs when it is killed is taken up again
    by another after half a minute.
    """
    if parent is not None:
        os.nice(BESIDE)  # pages first
    connect(home)
    os.environ["RAPPORT_HOME"] = str(home.root)
    from django_tasks_db.management.commands.db_worker import Worker

    name = f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid4().hex[:6]}"
    worker = Worker(
        queue_names=["default"],
        interval=LOOK_S,
        batch=until_empty,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    worker.configure_signals()
    over = threading.Event()
    _beat(name)
    beside = [
        _beside(over, BEAT_S, lambda: _alive(name, parent)),
        _beside(over, TURN_S, lambda: come_round(home)),
    ]
    try:
        worker.run()
    finally:
        over.set()
        for thread in beside:
            thread.join(60)
        come_round(home)
        _gone(name)
        disconnect()


def come_round(home: Home) -> None:
    """Does every periodic task that is due; one that fails is told in the log and comes round again."""
    from rapport.program.jobs.services import turn_take

    for name, periodic in PERIODIC.items():
        try:
            if (periodic.due is None or load(periodic.due)()) and turn_take(name, periodic.every):
                load(periodic.function)(home)
        except Exception:
            LOG.exception("the periodic task %s failed", name)


def _beside(over: threading.Event, every_s: float, do: Callable[[], None]) -> threading.Thread:
    """Repeats something in a thread with a connection of its own until it is over."""

    def repeat() -> None:
        while not over.wait(every_s):
            try:
                do()
            except Exception:
                LOG.exception("a worker's round failed")
        disconnect()

    thread = threading.Thread(target=repeat, daemon=True)
    thread.start()
    return thread


def _alive(name: str, parent: int | None) -> None:
    from rapport.program.jobs.services import orphans_requeue

    if parent is not None and os.getppid() != parent:
        os._exit(0)
    _beat(name)
    orphans_requeue()


def _beat(name: str) -> None:
    from rapport.program.jobs.services import worker_seen

    worker_seen(name, socket.gethostname()[:200])


def _gone(name: str) -> None:
    from rapport.program.jobs.services import worker_gone

    worker_gone(name)
