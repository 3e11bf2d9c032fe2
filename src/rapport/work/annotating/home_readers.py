"""The readers of a home: those that come with Rapport, with what the home has taught them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapport.home import Home
from rapport.language.reader import Reader
from rapport.language.readers import READERS
from rapport.records.errors import InputError


def home_readers(_home: Home, only: Sequence[str] = ()) -> dict[str, Callable[[], Reader]]:
    """The readers of the home, or those named, each as a function that makes it here or in another process.
    Raises InputError for one that does not exist."""
    if unknown := [name for name in only if name not in READERS]:
        raise InputError(f"There is no reader {unknown[0]!r}", "--only", f"Use {', '.join(READERS)}.")
    return {name: make for name, make in READERS.items() if not only or name in only}
