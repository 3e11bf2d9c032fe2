"""What the worker reads between other work: a few seconds at a time, until nothing waits."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from rapport.home import Home, open_home
from rapport.warehouse.manifest import Part, read_manifest
from rapport.work.annotate import annotate_home

SLICE_S = 4.0
_READ: dict[Path, tuple[Part, ...]] = {}
"""The files of each home's interactions of which everything is read, as far as this process knows."""


def reading_due() -> bool:
    """Whether the home that `RAPPORT_HOME` names has conversations to be read. To look costs nothing while
    no interaction has come or changed."""
    home = _home(os.environ.get("RAPPORT_HOME"))
    return home.settings.read_beside and _READ.get(home.root) != _files(home)


def read_slice(home: Home) -> None:
    """A little of the work, for the worker to come round to."""
    files = _files(home)
    if annotate_home(home, processes=1, at_most_s=SLICE_S).complete:
        _READ[home.root] = files


def _files(home: Home) -> tuple[Part, ...]:
    return read_manifest(home.warehouse_path).tables["interactions"].parts


@lru_cache(maxsize=1)
def _home(root: str | None) -> Home:
    return open_home(root)
