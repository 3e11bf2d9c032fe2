"""What the worker reads between other work: a few seconds at a time, until nothing waits."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from rapport.home import Home, open_home
from rapport.records.errors import InputError
from rapport.warehouse.manifest import Part, read_manifest
from rapport.work.annotate import annotate_home
from rapport.work.annotating.home_readers import home_readers

SLICE_S = 4.0
State = tuple[tuple[Part, ...], tuple[tuple[str, int], ...]]
_READ: dict[Path, State] = {}
"""The files of each home's interactions of which everything is read, and of the models they are read with, as
far as this process knows."""


def reading_due() -> bool:
    """Whether the home that `RAPPORT_HOME` names has conversations to be read. To look costs nothing while
    no interaction has come or changed."""
    home = _home(os.environ.get("RAPPORT_HOME"))
    return home.settings.read_beside and _READ.get(home.root) != _files(home)


def read_slice(home: Home) -> None:
    """A little of the work, for the worker to come round to. A reader whose model is damaged, or needs a part
    that is not there, keeps no other from it: that is told when the others have read all."""
    files, problem = _files(home), None
    able = []
    for name, make in home_readers(home).items():
        try:
            make()
        except InputError as error:
            problem = error
        else:
            able.append(name)
    if able and not annotate_home(home, only=able, processes=1, at_most_s=SLICE_S).complete:
        return
    _READ[home.root] = files
    if problem:
        raise problem


def _files(home: Home) -> State:
    models = sorted((home.root / "models").glob("*.model"))
    stamps = tuple((one.name, one.stat().st_mtime_ns) for one in models)
    return read_manifest(home.warehouse_path).tables["interactions"].parts, stamps


@lru_cache(maxsize=1)
def _home(root: str | None) -> Home:
    return open_home(root)
