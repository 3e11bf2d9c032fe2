"""Delivers what waits: a few messages at a time, beside the worker's other rounds."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor

from rapport.home import Home
from rapport.program.hooks.plain import Due
from rapport.program.setup import connect, disconnect
from rapport.work.hooks.sending import send

LOG = logging.getLogger("rapport.jobs")
AT_ONCE = 8

_LOCK = threading.Lock()
_BUSY: dict[int, str] = {}
_THREADS: list[ThreadPoolExecutor] = []


def deliver_due(home: Home, *, wait: bool = False) -> int:
    """Begins to send what is due → how many. It does not wait for receivers unless told to.

    A message whose worker dies is sent again by another after two minutes.
    """
    connect(home)
    from rapport.program.hooks.services import deliveries_claim

    with _LOCK:
        busy = list(_BUSY.values())
    claimed = deliveries_claim(AT_ONCE - len(busy), busy) if len(busy) < AT_ONCE else []
    begun: list[Future[None]] = []
    for due in claimed:
        with _LOCK:
            _BUSY[due.delivery] = due.hook
        begun.append(_threads().submit(_deliver, home, due))
    if wait:
        for one in begun:
            one.result()
    return len(claimed)


def tidy_messages(home: Home) -> None:
    """Forgets messages of a month ago, and answers of yesterday that were kept to be repeated."""
    from rapport.program.hooks.services import messages_tidy
    from rapport.program.requests.services import answers_tidy

    messages_tidy()
    answers_tidy()


def _threads() -> ThreadPoolExecutor:
    with _LOCK:
        if not _THREADS:
            _THREADS.append(ThreadPoolExecutor(AT_ONCE, thread_name_prefix="hooks"))
        return _THREADS[0]


def _deliver(home: Home, due: Due) -> None:
    try:
        outcome = send(due, home.settings.hook_hosts)
        connect(home)
        from rapport.program.hooks.services import delivery_tried

        delivery_tried(due, outcome)
    except Exception:
        LOG.exception("the message %s could not be noted", due.message)
    finally:
        with _LOCK:
            _BUSY.pop(due.delivery, None)
        disconnect()
