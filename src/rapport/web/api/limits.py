"""How often one key may ask: a bucket of requests that fills again all the time.

All processes that serve a home count together, in a small file of the home that nobody waits for the disk
for: what is in it is worth a minute. Where it cannot be written (a full disk), each process counts for
itself, so that the limit never keeps anybody out.
"""

from __future__ import annotations

import logging
import math
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rapport.web.config.home_of import served_home

LOG = logging.getLogger("rapport.web")
WINDOW_S = 60
MOST_KEYS = 10_000
PLACE = ".limits"
PATIENCE_S = 0.5
TIDY_EVERY = 1000
TABLE = "CREATE TABLE IF NOT EXISTS bucket (key TEXT PRIMARY KEY, level REAL, since REAL) WITHOUT ROWID"
FAST = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


@dataclass(frozen=True)
class Allowance:
    """What is left of a key's requests: `wait_s` until the next one, 0 when it may ask now."""

    limit: int
    left: int
    wait_s: int
    full_in_s: int

    def headers(self) -> dict[str, str]:
        """As the fields RateLimit and RateLimit-Policy say it."""
        found = {
            "RateLimit-Policy": f'"key";q={self.limit};w={WINDOW_S}',
            "RateLimit": f'"key";r={self.left};t={self.full_in_s}',
        }
        return {**found, "Retry-After": str(self.wait_s)} if self.wait_s else found


def _taken(level: float, since: float, now: float, limit: int) -> tuple[float, Allowance]:
    """One request out of a bucket that held `level` at `since` → what it holds now, and what is allowed."""
    rate = limit / WINDOW_S
    level = min(float(limit), level + max(0.0, now - since) * rate)
    refused = level < 1
    level -= 0 if refused else 1
    wait = math.ceil((1 - level) / rate) if refused else 0
    return level, Allowance(limit, int(level), wait, math.ceil((limit - level) / rate))


class Buckets:
    """The buckets of all keys of this process."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, limit: int) -> Allowance:
        """Takes one request out of the bucket of `key`, if there is one: `limit` a minute."""
        with self._lock:
            now = self._clock()
            level, allowed = _taken(*self._levels.pop(key, (float(limit), now)), now, limit)
            self._levels[key] = (level, now)
            while len(self._levels) > MOST_KEYS:
                self._levels.popitem(last=False)
        return allowed


class SharedBuckets:
    """The buckets of all keys of all processes that share a folder."""

    def __init__(self, folder: Callable[[], Path], clock: Callable[[], float] = time.time) -> None:
        self._folder, self._clock = folder, clock
        self._lock, self._alone = threading.Lock(), Buckets(clock)
        self._open: tuple[Path, sqlite3.Connection] | None = None
        self._asked = 0

    def take(self, key: str, limit: int) -> Allowance:
        """Takes one request out of the bucket of `key`, if there is one: `limit` a minute."""
        with self._lock:
            try:
                return self._take(self._connection(), key, limit)
            except (sqlite3.Error, OSError) as error:
                LOG.warning("requests are counted by each process alone: %s", error)
                self._close()
        return self._alone.take(key, limit)

    def _take(self, database: sqlite3.Connection, key: str, limit: int) -> Allowance:
        database.execute("BEGIN IMMEDIATE")
        try:
            now = self._clock()
            row = database.execute("SELECT level, since FROM bucket WHERE key = ?", (key,)).fetchone()
            before, since = row or (float(limit), now)
            level, allowed = _taken(before, since, now, limit)
            database.execute("INSERT OR REPLACE INTO bucket VALUES (?, ?, ?)", (key, level, now))
            self._asked += 1
            if self._asked % TIDY_EVERY == 0:
                # A bucket that nobody took from for as long as it takes to fill is full.
                database.execute("DELETE FROM bucket WHERE since < ?", (now - WINDOW_S,))
        except BaseException:
            database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")
        return allowed

    def _connection(self) -> sqlite3.Connection:
        folder = self._folder()
        if self._open is None or self._open[0] != folder or not folder.exists():
            self._close()
            folder.mkdir(mode=0o700, exist_ok=True)
            path = folder / "requests.sqlite3"
            database = sqlite3.connect(path, PATIENCE_S, isolation_level=None, check_same_thread=False)
            self._open = (folder, database)
            database.executescript(FAST)
            database.execute(TABLE)
        return self._open[1]

    def _close(self) -> None:
        if self._open is not None:
            self._open[1].close()
        self._open = None


BUCKETS = SharedBuckets(lambda: served_home().root / PLACE)
