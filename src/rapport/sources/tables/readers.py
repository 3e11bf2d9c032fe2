"""The readers of files of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from rapport.sources.context import Context
from rapport.sources.errors import RowError
from rapport.sources.file import SourceFile
from rapport.sources.item import Item, Parsed, Rejected
from rapport.sources.kinds import INTERACTION_KINDS, KINDS
from rapport.sources.mapping import Mapping
from rapport.sources.native import Native, shown
from rapport.sources.tables.delimited import DelimitedTable
from rapport.sources.tables.json_lines import JsonTable
from rapport.sources.tables.parquet import ParquetTable
from rapport.sources.tables.table import Table, rejected
from rapport.sources.tables.workbook import WorkbookTable

Open = Callable[[SourceFile, Context], Table]
Sniff = Callable[[bytes, Path], float]


@dataclass(frozen=True)
class TableReader:
    """Reads one format of rows as any kind, through a mapping of its columns."""

    name: str
    extensions: tuple[str, ...]
    open_table: Open
    signs: Sniff
    kinds: frozenset[str] = frozenset(KINDS)

    def sniff(self, head: bytes, path: Path) -> float:
        """How sure it is, 0 to 0.6, that the file has this format."""
        return self.signs(head, path)

    def table(self, file: SourceFile, context: Context) -> Table:
        """The file's header and rows."""
        return self.open_table(file, context)

    def read(self, file: SourceFile, kind: str, context: Context) -> Iterator[Item]:
        """The file's records. Raises SourceError when no mapping is given and none is sure."""
        table = self.table(file, context)
        if is_conversations(table, kind):
            return read_conversations(table, context)
        from rapport.sources.propose import sure_mapping
        from rapport.sources.rows import read_rows

        mapping: Mapping = context.mapping or sure_mapping(table, kind, context)
        return read_rows(table, mapping, context)


def is_conversations(table: Table, kind: str) -> TypeGuard[JsonTable | ParquetTable]:
    """Whether each row of the table is a whole conversation with its turns, which needs no mapping."""
    return kind in INTERACTION_KINDS and isinstance(table, (JsonTable, ParquetTable)) and table.native


def read_conversations(table: JsonTable | ParquetTable, context: Context) -> Iterator[Item]:
    """The objects of a file in which each is a conversation with its turns."""
    native = Native(context, lambda name: lambda: _values(table, name))
    name = table.file.name
    for item in table.objects():
        if isinstance(item, Rejected):
            yield item
            continue
        row, given = item
        try:
            yield Parsed(native.interaction(given, row), row, f"{name}, row {row:,}")
        except RowError as error:
            yield rejected(error, table.file, row, shown(given), context.limits)


def _values(table: JsonTable | ParquetTable, name: str) -> Iterator[tuple[int, Any]]:
    for item in table.objects():
        if isinstance(item, Rejected):
            continue
        row, given = item
        if name == "at":
            turns = given.get("turns") or given.get("messages") or ()
            yield from ((row, turn.get("at")) for turn in turns if isinstance(turn, dict))
        else:
            yield row, given.get(name)


def _json(head: bytes, path: Path) -> float:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return 0.6
    if start.startswith((b'{"', b"[{")) or (path.suffix.lower() == ".json" and start[:1] in b"[{"):
        return 0.4
    return 0.0


def _text(head: bytes) -> bool:
    return b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _csv(head: bytes, path: Path) -> float:
    if not _text(head):
        return 0.0
    if path.suffix.lower() == ".csv":
        return 0.6
    first = head.split(b"\n", 1)[0]
    return 0.3 if path.suffix.lower() in ("", ".txt") and first.count(b",") + first.count(b";") else 0.0


def _tsv(head: bytes, path: Path) -> float:
    if not _text(head):
        return 0.0
    if path.suffix.lower() in (".tsv", ".tab"):
        return 0.6
    return 0.35 if path.suffix.lower() in ("", ".txt") and b"\t" in head.split(b"\n", 1)[0] else 0.0


def _xlsx(head: bytes, path: Path) -> float:
    named = path.suffix.lower() in (".xlsx", ".xlsm", ".xls")
    return 0.6 if named else 0.3 if head.startswith(b"PK\x03\x04") else 0.0


def _parquet(head: bytes, path: Path) -> float:
    return 0.6 if head.startswith(b"PAR1") or path.suffix.lower() == ".parquet" else 0.0


CSV = TableReader("csv", (".csv",), lambda file, context: DelimitedTable(file, context.encoding), _csv)
TSV = TableReader(
    "tsv", (".tsv", ".tab"), lambda file, context: DelimitedTable(file, context.encoding, "\t"), _tsv
)
XLSX = TableReader("xlsx", (".xlsx",), lambda file, context: WorkbookTable(file), _xlsx)
PARQUET = TableReader("parquet", (".parquet",), lambda file, context: ParquetTable(file), _parquet)
JSONL = TableReader(
    "jsonl", (".jsonl", ".ndjson", ".json"), lambda file, context: JsonTable(file, context.encoding), _json
)
