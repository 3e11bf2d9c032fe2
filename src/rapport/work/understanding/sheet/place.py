"""Where the sheet lies, of which data it is, and how it goes away.

A hidden folder of the home: it belongs to the tables, holds no customer's words, never goes into a backup,
goes whole when a customer is erased, and is made again from the tables when it is missing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import orjson
from filelock import FileLock

from rapport.home import Home
from rapport.warehouse.disk import write_whole
from rapport.warehouse.manifest import Manifest
from rapport.work.understanding.sheet.columns import FORMAT

FOLDER = ".read"
SOURCES = ("interactions", "customers", "readings")
WAIT_S = 600.0


@dataclass(frozen=True)
class Sheet:
    """`name` is its file, `of` tells the state of the tables it was made from; `read` counts the rows of
    which something was read."""

    name: str
    of: str
    data_version: int
    rows: int
    read: int
    ended: float
    took_s: float


def state_of(home: Home, manifest: Manifest) -> str:
    """What tells one state of the tables from another."""
    parts = {name: [part.name for part in manifest.tables[name].parts] for name in SOURCES}
    told = orjson.dumps([FORMAT, home.settings.time_zone, parts])
    return sha256(told).hexdigest()[:32]


def folder(home: Home) -> Path:
    """Where the sheet and what it is packed from lie."""
    return home.root / FOLDER


def kept_sheet(home: Home) -> Sheet | None:
    """The newest sheet there is; of another format or damaged: None."""
    try:
        told = orjson.loads((folder(home) / "sheet.json").read_bytes())
        found = Sheet(**told["sheet"]) if told["format"] == FORMAT else None
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return found if found is not None and (folder(home) / found.name).exists() else None


def keep_sheet(home: Home, sheet: Sheet) -> None:
    """Makes it the newest, and removes those before but the last, of which somebody may just be asking."""
    last = kept_sheet(home)
    write_whole(folder(home) / "sheet.json", orjson.dumps({"format": FORMAT, "sheet": asdict(sheet)}))
    for path in folder(home).glob("sheet-*.parquet"):
        if path.name not in (sheet.name, last.name if last else None):
            path.unlink(missing_ok=True)


@contextmanager
def sheet_lock(home: Home) -> Iterator[None]:
    """One at a time makes it, or removes it."""
    folder(home).mkdir(mode=0o700, exist_ok=True)
    with FileLock(home.root / f"{FOLDER}.lock", timeout=WAIT_S):
        yield


def forget_sheet(home: Home) -> None:
    """Removes it whole, once who makes it has ended."""
    if folder(home).exists():
        with sheet_lock(home):
            shutil.rmtree(folder(home), ignore_errors=True)
