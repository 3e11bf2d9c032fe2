"""The embedding that is there to be used: one that was given, or one that is installed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points

from rapport.language.embedding.embed import Embed
from rapport.records.errors import InputError

GROUP = "rapport.embeddings"
"""Installed packages tell under this group of entry points how an embedding is opened: a function without
arguments, which raises InputError where there is nothing to open."""
REMEDY = 'pip install "rapport-cx[embed]", then: rapport models build'
_given: list[Callable[[], Embed]] = []
_opened: list[Embed] = []


def provide(opener: Callable[[], Embed] | None) -> None:
    """From now on `opener` makes the embedding of this process, when it is asked for; None: the installed
    one again."""
    _given[:] = [opener] if opener else []
    _opened.clear()


def provided() -> Embed:
    """The embedding of this process, opened once. Raises InputError, saying what to do, where there is
    none."""
    if not _opened:
        _opened.append(_opener()())
    return _opened[0]


def provided_as(name: str) -> Embed:
    """The embedding of this process if it is the one named. Raises InputError where it is another one: a
    model that learned on one embedding knows nothing of another."""
    found = provided()
    if found.name != name:
        raise InputError(
            f"the model needs the embedding {name}, and {found.name} is there",
            "embedding",
            "learn the model again, or build the embedding that it needs: rapport models build",
        )
    return found


def _opener() -> Callable[[], Embed]:
    if _given:
        return _given[0]
    for one in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        opener: Callable[[], Embed] = one.load()
        return opener
    raise InputError("no embedding is installed", "embedding", REMEDY)
