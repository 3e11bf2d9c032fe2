"""Earlier states of a home's concerns, the newest last: what was kept before is set aside, twenty times."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time

import orjson
from filelock import FileLock

MOST = 20
WAIT_S = 120.0


def set_aside(path: Path) -> None:
    """Keeps the file as it is now among the earlier ones; the oldest goes when there are too many."""
    if not path.exists():
        return
    folder = _folder(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    known = earlier(path)
    number = int(known[-1].stem) + 1 if known else 1
    aside = folder / f"{number:09d}.model"
    try:
        # The file is only ever replaced whole, so another name for it keeps what is in it.
        os.link(path, aside)
    except OSError:
        shutil.copyfile(path, aside)  # a disk that gives files one name only
    for old in known[: max(len(known) + 1 - MOST, 0)]:
        old.unlink(missing_ok=True)


def earlier(path: Path) -> list[Path]:
    """The earlier states, oldest first."""
    return sorted(_folder(path).glob("*.model"))


def born(path: Path) -> dict[str, float]:
    """When each concern came to be, in seconds since the epoch; the others were there from the first on. The
    file tells it. Where it was written before files told it, its time is taken, which is never too early."""
    return _lives(path)[0]


def births(path: Path, concerns: Iterable[str]) -> dict[str, float]:
    """What the next state of the file tells of its `concerns`: those that no state knew come to be now."""
    came, known = _lives(path)
    now = time() if path.exists() else None
    return {one: came[one] for one in concerns if one in came} | (
        {one: now for one in concerns if one not in known} if now else {}
    )


def _lives(path: Path) -> tuple[dict[str, float], frozenset[str]]:
    """When those that came later came, and all that were ever there, as far as the states tell."""
    found: dict[str, float] = {}
    known: frozenset[str] = frozenset()
    for state in [*earlier(path), path]:
        try:
            ids, told = _head(state)
            at = state.stat().st_mtime
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if told is None:
            told = dict.fromkeys(ids - known, at) if known else {}
        found, known = found | told, known | ids
    return found, known


def _head(state: Path) -> tuple[frozenset[str], dict[str, float] | None]:
    """Its concerns, and when they came to be where it tells that."""
    with state.open("rb") as file:
        told = orjson.loads(file.readline())
    return frozenset(one["id"] for one in told["concerns"]), told.get("born")


@contextmanager
def concerns_lock(path: Path) -> Iterator[None]:
    """One at a time changes them: who comes second sees what the first one did."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name(f".{path.name}.lock"), timeout=WAIT_S):
        yield


def _folder(path: Path) -> Path:
    return path.parent / "concerns"
