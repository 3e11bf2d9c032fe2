"""One step from a format to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rapport.home import Home


@dataclass(frozen=True)
class Step:
    """Brings a home from the format before to `to`. `run` may be repeated on a home it was
    interrupted in: it must come to the same end."""

    to: int
    title: str
    run: Callable[[Home], None]
