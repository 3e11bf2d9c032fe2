"""Makes the tables of a new SQLite database at once, from what the migrations leave behind.

Running some ninety migrations one after the other takes seconds of computing, nearly all of it spent on
describing models as they once were; a new home has no such past. The statements are in
`new_tables.sql`, written by `tools/new_tables` from a database that the migrations made; a test holds
the two to be the same. Where the installed packages bring other migrations than those, the statements
are left alone and the migrations run.
"""

from __future__ import annotations

import re
from collections.abc import Set
from importlib.resources import files
from typing import Any

_NAMED = re.compile(r"^-- made by: (?P<names>.*)$", re.MULTILINE)


def made_at_once(connection: Any, migrations: Set[tuple[str, str]]) -> bool:
    """Makes all tables in the empty database behind `connection`, a Django one; one transaction.

    `migrations` are (application, name) of every migration of this installation. Returns False, and
    does nothing, where the statements do not stand for exactly those, or the database is not SQLite.
    """
    if connection.vendor != "sqlite":
        return False
    statements = files("rapport.program").joinpath("new_tables.sql").read_text(encoding="utf-8")
    if _stands_for(statements) != migrations:
        return False
    with connection.cursor() as cursor:
        cursor.executescript(statements)
    return True


def _stands_for(statements: str) -> set[tuple[str, str]]:
    named = _NAMED.search(statements)
    if named is None:
        return set()
    return {(app, name) for app, _, name in (one.partition(".") for one in named["names"].split())}
