"""What takes long is worked out beside the pages, and kept while the data, the tree and the sight are the
same."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from typing import Any

from rapport.home import Home
from rapport.work.results.apart import Apart
from rapport.work.results.beside import is_large, timed
from rapport.work.results.shelf import Kept, Shelf, State

MOST, QUEUED = 96, 24
MOST_COMMENTS = 4
"""Of comments few are kept: each holds thousands of texts and where they lie."""
A_LITTLE_S = 0.1
_APART = Apart()
_SHELF: Shelf[Any] = Shelf(MOST, QUEUED)
COMMENTS: Shelf[Any] = Shelf(MOST_COMMENTS, QUEUED)


def worked_out(
    home: Home,
    key: Hashable,
    version: int,
    mark: Hashable,
    function: str,
    *given: Any,
    wait_s: float | None = None,
    shelf: Shelf[Any] = _SHELF,
) -> Any:
    """What `module:name` answers to the home's root and what is given; of a large home None while it is
    worked out in a process beside. `version` is of the data it tells of; another `mark` (an edited tree)
    throws away what was kept, and so does an erasure and another minimum base. `wait_s`: a small home's is
    waited for no longer."""
    root = str(home.root)
    state = State(version, (_erased(home), mark, home.settings.confidence, home.settings.minimum_base))

    def made() -> Kept[Any]:
        if is_large(home):
            return timed(state, lambda: _APART.run(function, root, *given))
        return timed(state, lambda: _load(function)(root, *given))

    wait_s = A_LITTLE_S if is_large(home) else wait_s
    return shelf.ask((root, key), state, made, wait_s, older_too=True)


def _load(function: str) -> Any:
    from rapport.work.jobs.kinds import load

    return load(function)


def _erased(home: Home) -> Hashable:
    with suppress(FileNotFoundError):
        found = (home.warehouse_path / "tombstones").stat()
        return found.st_mtime_ns, found.st_size
    return None
