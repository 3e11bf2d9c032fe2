"""Earlier states of a home's concerns, the newest last: what was kept before is set aside, twenty times."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    """When each concern of today came to be, in seconds since the epoch, as far as earlier states tell; the
    others were there before any of them."""
    found: dict[str, float] = {}
    before: frozenset[str] | None = None
    for state in [*earlier(path), path]:
        try:
            known, at = _ids(state), state.stat().st_mtime  # a state is never written to: that is its making
        except (OSError, ValueError, KeyError, TypeError):
            continue
        found |= dict.fromkeys(known - before, at) if before is not None else {}
        before = known
    return found


def _ids(state: Path) -> frozenset[str]:
    with state.open("rb") as file:
        return frozenset(one["id"] for one in orjson.loads(file.readline())["concerns"])


@contextmanager
def concerns_lock(path: Path) -> Iterator[None]:
    """One at a time changes them: who comes second sees what the first one did."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name(f".{path.name}.lock"), timeout=WAIT_S):
        yield


def _folder(path: Path) -> Path:
    return path.parent / "concerns"
