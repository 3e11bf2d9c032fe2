"""Hands files over whole, so that nobody's slow line keeps a process of the server.

One thread a process answers. Where it feeds a stream, it waits for whoever reads it: one person who
downloads over a slow line, or stops in the middle, would keep everybody else from saving. What it hands
over in one piece the server sends on by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Whole:
    """An application whose streams are read to their end before they are sent. Views bound their size."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The answer to one request."""
        environ.pop("wsgi.file_wrapper", None)
        answer = self._application(environ, start_response)
        if not getattr(answer, "streaming", False):
            return answer
        try:
            return [b"".join(answer)]
        finally:
            answer.close()  # type: ignore[attr-defined]
