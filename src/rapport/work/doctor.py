"""Look a home and this installation over: what is configured, missing or broken, and how to mend it."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from rapport import __version__
from rapport.home import HOME_FORMAT, Home, HomeError, open_home

State = Literal["ok", "attention", "broken"]
FREE_BYTES_WANTED = 2 * 2**30


@dataclass(frozen=True)
class Check:
    """One thing looked at: `found` says what is the case, `mend` what to do when it is not well."""

    name: str
    state: State
    found: str
    mend: str = ""


def examine(given: str | None) -> tuple[Check, ...]:
    """Every check that can be made on the home at `given`; a home that does not open ends the list.

    Nothing is changed, and a check that fails unexpectedly is itself reported as broken.
    """
    checks = [Check("rapport", "ok", f"version {__version__}, Python {sys.version.split()[0]}")]
    try:
        home = open_home(given)
    except HomeError as error:
        return (*checks, Check("home", "broken", f"{error.what} ({error.where})", error.todo or ""))
    checks.append(Check("home", "ok", f"{home.root} (format {HOME_FORMAT})"))
    for look in (_settings, _folder, _space, _database, _outbox, _warehouse, _tables, _index):
        checks += _safely(look, home)
    return tuple(checks)


def _safely(look: Callable[[Home], Iterator[Check]], home: Home) -> list[Check]:
    name = look.__name__.strip("_")
    try:
        return list(look(home))
    except Exception as error:  # noqa: BLE001 - whatever is wrong, the person is told, not shown a traceback
        return [Check(name, "broken", f"{type(error).__name__}: {error}", "Restore the newest backup.")]


def _settings(home: Home) -> Iterator[Check]:
    settings = home.settings
    yield Check(
        "settings", "ok", f"{settings.name}, {settings.time_zone}, target QCI {settings.target_qci:g}"
    )
    if settings.redaction.text:
        kept = f", keeping {', '.join(settings.redaction.keep)}" if settings.redaction.keep else ""
        yield Check("redaction", "ok", f"on{kept}")
    else:
        yield Check(
            "redaction",
            "attention",
            "off: personal data in text is stored as it came",
            "Set text = true under [redaction] in rapport.toml, unless your lawyers say otherwise.",
        )


def _folder(home: Home) -> Iterator[Check]:
    if not os.access(home.root, os.W_OK):
        yield Check("folder", "broken", "not writable", f"Make {home.root} writable for this user.")
    elif stat.S_IMODE(home.root.stat().st_mode) & 0o077:
        yield Check(
            "folder", "attention", "others on this machine can read it", f"Run: chmod 700 {home.root}"
        )
    else:
        yield Check("folder", "ok", "writable, closed to others")


def _space(home: Home) -> Iterator[Check]:
    free = shutil.disk_usage(home.root).free
    found = f"{free / 2**30:,.1f} GiB free"
    if free < FREE_BYTES_WANTED:
        yield Check("disk", "attention", found, "Make room: imports and backups need some.")
    else:
        yield Check("disk", "ok", found)


def _database(home: Home) -> Iterator[Check]:
    from django.db import connection

    from rapport.program.setup import connect, disconnect

    disconnect()  # look at the file, not at what this process remembers of it
    connect(home)
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("select 1")
            yield Check("database", "ok", f"{connection.vendor} answers")
            return
        cursor.execute("PRAGMA quick_check")
        found = cursor.fetchone()[0]
    if found == "ok":
        yield Check("database", "ok", f"SQLite, {home.database_path.name}, sound")
    else:
        yield Check("database", "broken", str(found), "Restore the newest backup: rapport restore.")


def _outbox(_home: Home) -> Iterator[Check]:
    from rapport.program.audits.selectors import outbox_size

    waiting = outbox_size()
    if waiting:
        yield Check(
            "publishing",
            "attention",
            f"{waiting:,} decisions not yet in the warehouse",
            "The next import, estimate or report publishes them.",
        )
    else:
        yield Check("publishing", "ok", "everything decided is in the warehouse")


def _warehouse(home: Home) -> Iterator[Check]:
    from rapport.warehouse import Warehouse

    version = Warehouse(home.warehouse_path).data_version
    if version:
        yield Check("warehouse", "ok", f"data version {version}")
    else:
        yield Check("warehouse", "ok", "empty; bring something in: rapport import chats FILE")


def _tables(home: Home) -> Iterator[Check]:
    from rapport.warehouse import Warehouse
    from rapport.warehouse.schemas import SCHEMAS

    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        for name in SCHEMAS:
            rows = snapshot.table(name).count().execute()
            yield Check(f"table {name}", "ok", f"{rows:,} rows, readable")


def _index(home: Home) -> Iterator[Check]:
    from rapport.work.exploring.index.damage import damage_of
    from rapport.work.exploring.index.place import index_path
    from rapport.work.exploring.index.state import state_of

    damage = damage_of(home)
    if damage:
        yield Check(
            "index",
            "attention",
            f"damaged: {damage}; Explore reads the tables, slower",
            f"Remove {index_path(home).parent}; the worker of rapport serve makes it anew.",
        )
        return
    found = state_of(home)
    if found.current:
        yield Check("index", "ok", f"{found.read:,} rows, as new as the tables")
    elif not found.read:
        yield Check("index", "ok", "not built yet: a worker does it once pages are served (rapport serve)")
    else:
        yield Check("index", "ok", f"{found.read:,} of {found.rows:,} rows; a worker adds the others")
