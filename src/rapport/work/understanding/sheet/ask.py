"""Questions of the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from rapport.home import Home
from rapport.warehouse.engine import session
from rapport.warehouse.manifest import read_manifest
from rapport.warehouse.sqltext import file_list
from rapport.work.results.beside import is_large
from rapport.work.understanding.sheet.beside import begin_sheet
from rapport.work.understanding.sheet.build import bring_sheet
from rapport.work.understanding.sheet.place import Sheet, folder, kept_sheet, state_of


def sheet_of(home: Home) -> Sheet | None:
    """The newest sheet there is. Of a small home it is of the newest data; of a large one it may be of the
    data before (`data_version` tells) while the worker makes another, None while there is none yet."""
    found = kept_sheet(home)
    if found is not None and found.of == state_of(home, read_manifest(home.warehouse_path)):
        return found
    if not is_large(home):
        return bring_sheet(home)
    if found is None:
        begin_sheet(home)
    return found


def ask_sheet(home: Home, sheet: Sheet, query: str, values: Mapping[str, Any] | None = None) -> pa.Table:
    """The answer to a query over the view `sheet`. When the sheet was replaced meanwhile the newest is asked,
    which may be of newer data."""
    with sheet_session(home, sheet) as session:
        return session.ask(query, values)


@dataclass(frozen=True)
class Session:
    """Several questions of one sheet; tables made in it (`CREATE TEMP TABLE`) last as long as it does."""

    connection: duckdb.DuckDBPyConnection

    def ask(self, query: str, values: Mapping[str, Any] | None = None) -> pa.Table:
        """The answer, in DuckDB's SQL."""
        return self.connection.sql(query, params=dict(values or {}) or None).to_arrow_table()

    def do(self, statement: str, values: Mapping[str, Any] | None = None) -> None:
        """Makes a table."""
        self.connection.execute(statement, dict(values or {}) or None)

    def table(self, name: str, rows: pa.Table) -> None:
        """Rows of our own under a name."""
        self.connection.register(name, rows)


@contextmanager
def sheet_session(home: Home, sheet: Sheet) -> Iterator[Session]:
    """A session in which `sheet` is the view of the sheet; of the newest when it was replaced meanwhile."""
    connection = session(home.warehouse_path)
    try:
        show_sheet(connection, home, sheet)
        yield Session(connection)
    finally:
        connection.close()


def show_sheet(connection: duckdb.DuckDBPyConnection, home: Home, sheet: Sheet) -> None:
    """Makes `sheet` a view of the connection; of the newest when it was replaced meanwhile."""
    if not (folder(home) / sheet.name).exists():
        sheet = kept_sheet(home) or bring_sheet(home)
    source = file_list(folder(home), [sheet.name])
    connection.execute(f"CREATE TEMP VIEW sheet AS SELECT * FROM read_parquet({source})")
