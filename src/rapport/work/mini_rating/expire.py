"""Removes mini-ratings whose time is over."""

from __future__ import annotations

from rapport.home import Home
from rapport.program.setup import connect


def expire_ratings(home: Home) -> None:
    """The worker's round."""
    connect(home)
    from rapport.program.views.services import minis_expire

    minis_expire()
