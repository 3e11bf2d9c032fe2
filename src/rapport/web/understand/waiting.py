"""How long these pages wait for their numbers."""

from __future__ import annotations

from django.http import HttpRequest

from rapport.web.base.sheet import wants_sheet

AT_ONCE_S: float | None = 0.5
"""After so long a page says that they are worked out, and asks again: nobody waits behind others."""


def patience(request: HttpRequest) -> float | None:
    """A file has to be whole, so it is waited for."""
    return None if wants_sheet(request) else AT_ONCE_S
