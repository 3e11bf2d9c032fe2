"""What is wrong with the index, for who looks after the home: it is only looked at, nothing is changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from rapport.home import Home
from rapport.work.exploring.index.place import index_path, is_condemned

READ_WHOLE = 256 * 2**20
"""So many bytes are read through in a second or two; of a larger file, its length and its lists are
looked at. What is wrong elsewhere in it is found when it is read there."""
HEADER = 32
MAGIC = b"SQLite format 3\0"


def damage_of(home: Home) -> str | None:
    """What is wrong, in a few words; None for an index that is sound, or not there."""
    path = index_path(home)
    if is_condemned(home):
        return "a part of it could not be read"
    if not path.exists():
        return None
    return _cut_short(path) or _unsound(path)


def _cut_short(path: Path) -> str | None:
    """The file's own word of its length; it holds once nothing waits in the log beside it."""
    with path.open("rb") as file:
        head = file.read(HEADER)
    if not head:
        return None
    if not head.startswith(MAGIC):
        return "the file is no index"
    waiting = path.with_name(path.name + "-wal")
    if waiting.exists() and waiting.stat().st_size:
        return None
    page = int.from_bytes(head[16:18], "big") or 1
    wanted = (65_536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
    return "the file is cut short" if path.stat().st_size < wanted else None


def _unsound(path: Path) -> str | None:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=10)) as line:
            if path.stat().st_size > READ_WHOLE:
                line.execute("SELECT count(*) FROM sqlite_schema").fetchone()
                line.execute("SELECT sum(read) FROM parts").fetchone()
                return None
            found = line.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError:
        return None  # busy, or tables that are not made yet
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if found == "ok" else str(found)
