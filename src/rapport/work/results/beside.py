"""Where numbers are worked out: on a thread beside the pages; those of a large home in a process."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from rapport.home import Home, open_home
from rapport.warehouse.manifest import read_manifest
from rapport.work.results.apart import Apart
from rapport.work.results.shelf import Kept, State
from rapport.work.results.stored import keep

Made = TypeVar("Made")
LARGE = 50_000
"""So many interactions and more take seconds of work that pages would feel."""
A_LITTLE_S = 0.3
_APART = Apart()


def is_large(home: Home) -> bool:
    """Whether numbers of this home are worked out in a process of its own."""
    return read_manifest(home.warehouse_path).tables["interactions"].rows >= LARGE


def patience(home: Home) -> float | None:
    """How long a page waits for numbers: of a large home it says that they are worked out instead."""
    return A_LITTLE_S if is_large(home) else None


def timed(state: State, make: Callable[[], Made]) -> Kept[Made]:
    """What `make` answers, with how long it took."""
    begun = time.monotonic()
    made = make()
    return Kept(made, state, time.time(), time.monotonic() - begun)


def apart(home: Home, name: str, function: str, *given: Any) -> Kept[Any]:
    """What `module:name` answers in the process beside, kept under `name` for other processes; or what one
    of them kept meanwhile."""
    order = ("rapport.work.results.beside:keep_answer", str(home.root), name, function, given)
    found: Kept[Any] = _APART.run(*order)
    return found


def keep_answer(root: str, name: str, function: str, given: tuple[Any, ...]) -> Kept[Any]:
    """In the process beside: works it out and keeps it."""
    from rapport.work.jobs.kinds import load

    return keep(open_home(root), name, lambda: load(function)(*given))
