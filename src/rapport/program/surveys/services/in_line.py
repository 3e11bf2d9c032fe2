"""Lets processes that take answers in write one after another, in the order they came.

SQLite's writers that find another at work sleep, longer each time they look again, and may be passed by many:
one in a hundred waits for a tenth of a second. Here they wait for each other without looking; whoever writes
something else is waited for as before. PostgreSQL needs none of it.
"""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection

PLACE = ".intake.lock"
_OPEN: dict[str, IO[bytes]] = {}
_ONE_THREAD = threading.Lock()


@contextmanager
def in_line() -> Iterator[None]:
    """Holds the line of this home's database, where that is a file. The system frees it when we die."""
    if connection.vendor != "sqlite":
        yield
        return
    with _ONE_THREAD:
        held = _file(str(connection.settings_dict["NAME"]))
        fcntl.flock(held, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(held, fcntl.LOCK_UN)


def _file(database: str) -> IO[bytes]:
    found = _OPEN.get(database)
    if found is None:
        for old in _OPEN.values():
            old.close()
        _OPEN.clear()
        found = _OPEN[database] = Path(database).with_name(PLACE).open("ab")
    return found
