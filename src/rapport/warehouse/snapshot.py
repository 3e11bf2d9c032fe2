"""Reading: one data version, unmoved by whatever is written meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa

from rapport.warehouse.engine import session
from rapport.warehouse.errors import SnapshotGoneError, WarehouseError
from rapport.warehouse.manifest import Manifest
from rapport.warehouse.schemas import SCHEMAS
from rapport.warehouse.sqltext import file_list, quoted


class Snapshot:
    """The tables of one data version, each a view over exactly its files. Get it from
    `Warehouse.snapshot`; it is not for several threads at once."""

    def __init__(self, root: Path, manifest: Manifest) -> None:
        self.root, self.manifest = root, manifest
        self.connection = session(root)
        self._tables: dict[str, Any] = {}
        try:
            for name in SCHEMAS:
                self._view(name)
        except BaseException:
            self.connection.close()
            raise

    @property
    def data_version(self) -> int:
        return self.manifest.data_version

    @property
    def rows(self) -> Mapping[str, int]:
        """How many rows each table has, known without a question."""
        return {name: state.rows for name, state in self.manifest.tables.items()}

    def table(self, name: str) -> Any:
        """A table as an ibis expression.

        Raises: WarehouseError for a name that is no table.
        """
        if name not in SCHEMAS:
            raise WarehouseError(f"There is no table {name!r}", None, f"Tables are {', '.join(SCHEMAS)}.")
        if name not in self._tables:
            self._tables[name] = self._engine.table(name)
        return self._tables[name]

    def ask(self, question: Any) -> pa.Table:
        """The answer to a question: an ibis expression over `table`s.

        Raises: SnapshotGoneError when the version's files were cleaned up meanwhile.
        """
        try:
            answer: pa.Table = self._engine.to_pyarrow(question)
            return answer
        except duckdb.IOException as error:
            raise gone(self.data_version) from error

    @cached_property
    def _engine(self) -> Any:
        import ibis

        from rapport.warehouse.local_time import MACRO

        self.connection.execute(MACRO)
        return ibis.duckdb.from_connection(self.connection)

    def sql(self, query: str, parameters: Any = None) -> pa.Table:
        """The answer to a query in DuckDB's SQL.

        Raises: SnapshotGoneError when the version's files were cleaned up meanwhile.
        """
        try:
            return self.connection.sql(query, params=parameters).to_arrow_table()
        except duckdb.IOException as error:
            raise gone(self.data_version) from error

    def close(self) -> None:
        """Lets go of the files."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _view(self, name: str) -> None:
        parts = self.manifest.tables[name].parts
        if not parts:
            self.connection.register(name, SCHEMAS[name].empty_table())
            return
        files = file_list(self.root / name, (part.name for part in parts))
        try:
            self.connection.execute(f"CREATE TEMP VIEW {quoted(name)} AS SELECT * FROM read_parquet({files})")
        except duckdb.IOException as error:
            raise gone(self.data_version) from error


def gone(data_version: int) -> SnapshotGoneError:
    """The error for a version whose files are no longer there."""
    return SnapshotGoneError(
        f"Files of data version {data_version} are gone", None, "Open a new snapshot: the newest is whole."
    )
