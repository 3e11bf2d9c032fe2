"""The readers of a home: those that come with Rapport, and what the home has taught itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rapport.home import Home
from rapport.language.readers import READERS
from rapport.records.errors import InputError
from rapport.work.annotating.pool import Makers


def home_readers(home: Home, only: Sequence[str] = ()) -> Makers:
    """The readers of the home, or those named, each as a function that makes it here or in another process.
    Raises InputError for one that does not exist."""
    from rapport.work.concerns.kept import concerns_path, concerns_reader

    found = dict(READERS)
    if concerns_path(home).exists():
        found["concerns"] = partial(concerns_reader, str(concerns_path(home)))
    if unknown := [name for name in only if name not in found]:
        raise InputError(f"There is no reader {unknown[0]!r}", "--only", f"Use {', '.join(found)}.")
    return {name: make for name, make in found.items() if not only or name in only}
