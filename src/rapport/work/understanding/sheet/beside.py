"""The sheet made in a process beside: pages and the worker go on meanwhile."""

from __future__ import annotations

import os
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from threading import Lock
from typing import Any

from rapport.home import Home, open_home
from rapport.warehouse.manifest import read_manifest
from rapport.work.results.apart import Apart
from rapport.work.understanding.sheet.build import bring_sheet
from rapport.work.understanding.sheet.place import kept_sheet, state_of

REST = 5.0
"""After a sheet that took a second no other is begun for so many seconds: readings come slice by slice."""
_APART, _THREAD, _LOCK = Apart(), ThreadPoolExecutor(1, thread_name_prefix="sheet"), Lock()
_MAKING: dict[str, Future[Any]] = {}


def sheet_due() -> bool:
    """Whether the sheet of the home that `RAPPORT_HOME` names is behind and has rested. Nothing is made of a
    home in which nothing was read."""
    home = _home(os.environ.get("RAPPORT_HOME"))
    manifest = read_manifest(home.warehouse_path)
    if not manifest.tables["readings"].parts or _is_making(home):
        return False
    kept = kept_sheet(home)
    if kept is None:
        return True
    return kept.of != state_of(home, manifest) and time.time() > kept.ended + REST * kept.took_s


def begin_sheet(home: Home) -> None:
    """Has it made, unless that was asked for; does not wait."""
    with _LOCK:
        if not _is_making(home):
            _MAKING[str(home.root)] = _THREAD.submit(_APART.run, f"{__name__}:make_sheet", str(home.root))


def make_sheet(root: str) -> None:
    """In the process beside."""
    bring_sheet(open_home(root))


def _is_making(home: Home) -> bool:
    found = _MAKING.get(str(home.root))
    return found is not None and not found.done()


@lru_cache(maxsize=1)
def _home(root: str | None) -> Home:
    return open_home(root)
