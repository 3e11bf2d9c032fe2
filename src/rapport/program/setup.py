"""Connects this process to the application database of a home."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from filelock import FileLock

from rapport.home import Home, HomeError
from rapport.program.new_tables import made_at_once
from rapport.program.pages import secret_key
from rapport.program.settings import database_settings, django_settings

_ONE_AT_A_TIME = threading.RLock()
_FOUND_WHOLE: set[tuple[Any, ...]] = set()
_PLANS: dict[frozenset[tuple[str, str]], list[Any]] = {}
"""What is still to be run, by what was: the same for every database, and long to work out."""


def connect(home: Home) -> None:
    """Makes Django speak to the database of `home`; makes the tables when the database is new.

    Safe to call again. A second home in the same process replaces the first. Raises HomeError when
    the tables are older than this version of Rapport.
    """
    with _ONE_AT_A_TIME:
        configure(home)
        if _identity(home) in _FOUND_WHOLE:
            return
        todo = _unapplied()
        if todo and _is_new():
            migrate(home)
            todo = []
        if not todo:
            _FOUND_WHOLE.add(_identity(home))
            return
    raise HomeError(
        f"The application database lacks {len(todo)} change(s) of this version",
        str(home.root),
        "Run: rapport upgrade (it backs up first).",
    )


def migrate(home: Home) -> None:
    """Brings the tables of `home`'s database to this version. One process at a time does it."""
    with _ONE_AT_A_TIME, FileLock(home.root / ".migrate.lock"):
        configure(home)
        if not _unapplied():
            return
        if not (_is_new() and made_at_once(connections["default"], _known())):
            run_migrations()


def run_migrations() -> None:
    """Runs every migration that the configured database lacks, one after the other."""
    with _not_waiting_for_the_disk() if _is_new() else nullcontext():
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _not_waiting_for_the_disk() -> Iterator[None]:
    """Makes a new SQLite database without a wait for the disk at each of some hundred steps: there is
    nothing in it yet that could be lost. Before anybody decides anything, all of it is on the disk."""
    connection = connections["default"]
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def is_behind() -> bool:
    """Whether the configured database lacks changes of this version."""
    return bool(_unapplied())


def disconnect() -> None:
    """Closes this thread's connections, so that the database's files can be moved or removed."""
    if settings.configured:
        connections.close_all()


def configure(home: Home) -> None:
    """Points Django at the database of `home` without looking whether its tables are there."""
    if not settings.configured:
        settings.configure(**django_settings(home))
        django.setup()
        return
    wanted = connections.configure_settings({"default": database_settings(home)})
    if _place(connections.settings["default"]) != _place(wanted["default"]):
        connections.close_all()
        connections.settings = wanted
        # Sessions are signed with the key of the home they were begun in, and no other.
        settings.SECRET_KEY = secret_key(home.root / "secret.key")
        settings.HOME_TIME_ZONE = home.settings.time_zone
    _leave_another_home(_place(wanted["default"]))


def _leave_another_home(place: tuple[Any, ...]) -> None:
    """Forgets this thread's connection to another home: each thread keeps its own from one time to the
    next."""
    held = getattr(connections._connections, "default", None)
    if held is not None and _place(held.settings_dict) != place:
        held.close()
        del connections["default"]


def _place(database: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(database.get(key) for key in ("ENGINE", "NAME", "HOST", "PORT", "USER"))


def _identity(home: Home) -> tuple[Any, ...]:
    """Which database this is: another file at the same path is another one."""
    place = _place(connections.settings["default"])
    try:
        found = home.database_path.stat()
    except FileNotFoundError:
        return place
    return (*place, found.st_dev, found.st_ino)


def _unapplied() -> list[Any]:
    applied = frozenset(MigrationRecorder(connections["default"]).applied_migrations())
    if applied not in _PLANS:
        executor = MigrationExecutor(connections["default"])
        _PLANS[applied] = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _PLANS[applied]


@cache
def _known() -> frozenset[tuple[str, str]]:
    """(application, name) of every migration of this installation."""
    return frozenset(MigrationExecutor(connections["default"]).loader.graph.nodes)


def _is_new() -> bool:
    return "django_migrations" not in connections["default"].introspection.table_names()
