"""The engine that answers questions: one a process and warehouse, a session of its own for each snapshot.

To start an engine takes longer than most questions of a page. Sessions share its threads and what it knows
of files; their views and settings of their own end with them.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from pathlib import Path
from threading import Lock

import duckdb

KEPT = 4
SETTINGS = (
    "SET TimeZone = 'UTC'; SET parquet_metadata_cache = true; SET python_enable_replacements = false; "
    "SET enable_progress_bar = false"
)
"""What every session needs: these do not pass from the engine to its sessions."""
_engines: OrderedDict[tuple[int, str], duckdb.DuckDBPyConnection] = OrderedDict()
_lock = Lock()


def session(root: Path) -> duckdb.DuckDBPyConnection:
    """A new session over no tables yet; what does not fit into memory goes to the warehouse's folder."""
    key = (os.getpid(), str(root))
    with _lock:
        if key not in _engines:
            _engines[key] = _started(root)
            while len(_engines) > KEPT:
                _engines.popitem(last=False)
        _engines.move_to_end(key)
        found = _engines[key].cursor()
    found.execute(SETTINGS)
    return found


def _started(root: Path) -> duckdb.DuckDBPyConnection:
    engine = duckdb.connect()
    spill = str(root / ".spill").replace("'", "''")
    engine.execute(f"SET temp_directory = '{spill}'")
    # What files hold is kept by the operating system, which gives it back when memory is short.
    engine.execute("SET enable_external_file_cache = false")
    return engine
