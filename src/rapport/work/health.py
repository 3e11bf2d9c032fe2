"""Whether this machine can do its work: the database, the tables, the disk, the workers."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from rapport.home import Home
from rapport.warehouse.manifest import read_manifest

LEAST_FREE = 200 * 1024**2


@dataclass(frozen=True)
class Part:
    """One thing that must be well. `needed`: without it no page can be answered."""

    name: str
    well: bool
    said: str
    needed: bool = True


def health_of(home: Home) -> tuple[Part, ...]:
    """Every part, as it is now; nothing is raised. Cheap: it is asked every few seconds."""
    return (_database(), _tables(home), _disk(home), _workers())


def _database() -> Part:
    from django.db import DatabaseError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Part("database", False, "does not answer")
    return Part("database", True, "answers")


def _tables(home: Home) -> Part:
    try:
        version = read_manifest(home.warehouse_path).data_version
    except (OSError, ValueError) as error:
        return Part("tables", False, f"cannot be read: {type(error).__name__}")
    return Part("tables", True, f"data version {version}")


def _disk(home: Home) -> Part:
    try:
        free = shutil.disk_usage(home.root).free
    except OSError as error:
        return Part("disk", False, f"cannot be read: {type(error).__name__}")
    return Part("disk", free >= LEAST_FREE, f"{free // 1024**2:,} MB free")


def _workers() -> Part:
    from django.db import DatabaseError

    from rapport.program.jobs.selectors import workers_alive

    try:
        alive = len(workers_alive())
    except DatabaseError:
        return Part("workers", False, "cannot be told", needed=False)
    return Part("workers", bool(alive), f"{alive} alive", needed=False)
