"""Holds no connection to a database file that is not the home's any more.

A home can be restored over the one that is served: the file at its path is another one then, and what was
kept open writes into the one that was moved aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class SameFile:
    """An application that looks, before each request, whether the file it has open is the one at its path."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._open: tuple[int, int] | None = None
        connection_created.connect(self._opened, weak=False)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The answer to one request."""
        if self._open is not None and connection.connection is not None and _file() != self._open:
            connection.close()
        return self._application(environ, start_response)

    def _opened(self, **_: Any) -> None:
        self._open = _file()


def _file() -> tuple[int, int] | None:
    """Which file stands at the path; None for a database that is no file, or that is not there."""
    if connection.vendor != "sqlite":
        return None
    try:
        found = Path(connection.settings_dict["NAME"]).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
