"""Where the index is and what it is made of.

One SQLite file in a hidden folder of the home, whatever the application database is: it belongs to the
tables, which lie there too. It holds redacted text only, as the tables do, never goes into a backup, and
is made again from the tables when it is missing, damaged or of another version.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import suppress
from pathlib import Path

from rapport.home import Home

VERSION = 1
SCHEMA = """
CREATE TABLE parts (number INTEGER PRIMARY KEY, source TEXT NOT NULL, name TEXT NOT NULL,
    rows INTEGER NOT NULL, read INTEGER NOT NULL DEFAULT 0, UNIQUE (source, name));
CREATE TABLE items (place INTEGER PRIMARY KEY, interaction_id TEXT NOT NULL UNIQUE, part INTEGER NOT NULL,
    hash BLOB NOT NULL, channel TEXT, started_at TEXT, customer_id TEXT, agent_id TEXT, agent_name TEXT,
    team TEXT, concern TEXT, touchpoint TEXT, language TEXT, subject TEXT, turn_count INTEGER,
    abandoned INTEGER, handle_s REAL);
CREATE INDEX items_part ON items (part);
CREATE INDEX items_channel ON items (channel);
CREATE INDEX items_customer ON items (customer_id);
CREATE INDEX items_agent ON items (agent_id);
CREATE INDEX items_team ON items (team);
CREATE INDEX items_concern ON items (concern);
CREATE INDEX items_handle ON items (handle_s);
CREATE TABLE whole (place INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (said, facts, content='', columnsize=0,
    tokenize="unicode61 remove_diacritics 2");
CREATE TABLE others (source TEXT NOT NULL, key TEXT NOT NULL, part INTEGER NOT NULL, hash BLOB NOT NULL,
    customer_id TEXT, interaction_id TEXT, segment TEXT, packed BLOB NOT NULL,
    PRIMARY KEY (source, key)) WITHOUT ROWID;
CREATE INDEX others_part ON others (part);
CREATE INDEX others_customer ON others (customer_id, source);
CREATE INDEX others_interaction ON others (interaction_id) WHERE interaction_id IS NOT NULL;
"""
DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_OPEN = threading.local()


def index_path(home: Home) -> Path:
    """The file."""
    return home.root / ".index" / "explore.sqlite3"


def condemn(home: Home) -> None:
    """Says that the index is damaged: nobody reads it any more, and the next writing makes it anew."""
    _condemned(home).touch()


def is_condemned(home: Home) -> bool:
    """Whether somebody came upon damage."""
    return _condemned(home).exists()


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file holds no sound index, and not only that it is busy."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGE


def _condemned(home: Home) -> Path:
    return index_path(home).with_name("damaged")


def writing(home: Home) -> sqlite3.Connection:
    """A connection that changes the index; one of another version is thrown away first. What is deleted
    is overwritten. Keep the lock of `index_lock` while it is open."""
    path = index_path(home)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if is_condemned(home) or (path.exists() and not _is_ours(path)):
        discard(home)
    made = sqlite3.connect(path, timeout=60, isolation_level=None)
    made.execute("PRAGMA page_size = 8192")
    made.execute("PRAGMA journal_mode = WAL")
    made.execute("PRAGMA synchronous = NORMAL")
    made.execute("PRAGMA secure_delete = ON")
    made.execute("PRAGMA cache_size = -65536")
    if not made.execute("PRAGMA user_version").fetchone()[0]:
        made.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
    return made


def reading(home: Home) -> sqlite3.Connection | None:
    """This thread's connection to look into the index, kept open; None when there is no such index."""
    path = index_path(home)
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    if is_condemned(home):
        return None
    identity = (str(path), found.st_dev, found.st_ino)
    if getattr(_OPEN, "identity", None) != identity:
        _let_go()
        try:
            made = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=10, isolation_level=None)
            if made.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                made.close()
                return None
        except sqlite3.Error:
            return None
        made.row_factory = sqlite3.Row
        made.execute("PRAGMA mmap_size = 1073741824")
        _OPEN.connection, _OPEN.identity = made, identity
    connection: sqlite3.Connection = _OPEN.connection
    return connection


def discard(home: Home) -> None:
    """Removes the index; it is made again from the tables."""
    _let_go()
    path = index_path(home)
    for one in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        one.unlink(missing_ok=True)
    _condemned(home).unlink(missing_ok=True)


def _let_go() -> None:
    if getattr(_OPEN, "identity", None) is not None:
        _OPEN.connection.close()
        _OPEN.identity = None


def _is_ours(path: Path) -> bool:
    with suppress(sqlite3.Error):
        made = sqlite3.connect(path, timeout=60)
        try:
            return bool(made.execute("PRAGMA user_version").fetchone()[0] in (0, VERSION))
        finally:
            made.close()
    return False
