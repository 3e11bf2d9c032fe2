"""Proposes which column holds which field, from names and values, with how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from rapport.sources.context import Context
from rapport.sources.errors import SourceError
from rapport.sources.evidence import columns_of, judge
from rapport.sources.file import SourceFile
from rapport.sources.headers import WORDS, likeness
from rapport.sources.item import Parsed, Rejected
from rapport.sources.kinds import INTERACTION_KINDS
from rapport.sources.mapping import Mapping
from rapport.sources.native import as_text
from rapport.sources.read import detect, read_file
from rapport.sources.rows.items import guess_item
from rapport.sources.tables.readers import TableReader, is_conversations
from rapport.sources.tables.table import Table

SURE, WORTH_SHOWING = 0.75, 0.3
LOOK_ROWS, SHOWN_ROWS = 1_000, 5
_NEEDED = {
    "answers": ("item", "value"),
    "events": ("kind",),
    "customers": ("customer_id",),
    "indicators": ("name", "at", "value"),
}


@dataclass(frozen=True)
class FieldProposal:
    """The column proposed for a field, how sure that is (0 to 1), and why. No column: none was found."""

    field: str
    column: str | None
    confidence: float
    why: str


@dataclass(frozen=True)
class Proposal:
    """How a file would be read: `mapping` (None when its format needs none), the reasons, its first
    rows as text under `columns`, and the fields that are needed but not sure. `draft` is the mapping
    with the unsure columns too, for a person to mend; `draft_path` where it was written, if it was."""

    path: str
    format: str
    mapping: Mapping | None
    fields: tuple[FieldProposal, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    missing: tuple[str, ...] = ()
    draft: Mapping | None = None
    draft_path: str | None = None


def propose_mapping(path: str | Path, kind: str, encoding: str | None = None) -> Proposal:
    """How a file of that kind would be read. Raises SourceError for a file that cannot be read."""
    file, context = SourceFile(path), Context(kind, encoding=encoding)
    found = detect(file, kind)
    if isinstance(found, TableReader):
        table = found.table(file, context)
        if not is_conversations(table, kind):
            return propose(table, kind, context)
    return propose_native(file, found, kind, context)


def propose(table: Table, kind: str, context: Context, given: Mapping | None = None) -> Proposal:
    """How a table would be read; `given` is a mapping that is to be used and only shown."""
    first = [item for item in islice(table.rows(), LOOK_ROWS) if not isinstance(item, Rejected)]
    cells = [row for _, row in first]
    columns = columns_of(table.header, cells)
    found = _given(given) if given else _match(kind, table.header, columns)
    mapping = given or _mapping(kind, table.header, found, columns)
    fields = list(found.values())
    for column, item in mapping.items.items():
        fields.append(FieldProposal(f"item {item.get('item', column)}", column, 0.8, _describe(item)))
    missing = _missing(kind, found, mapping, context)
    fields += [FieldProposal(name, None, 0.0, "needed, not found") for name in missing if name not in found]
    return Proposal(
        path=str(table.file.path),
        format=detect(table.file, kind).name,
        mapping=mapping,
        fields=tuple(fields),
        columns=tuple(table.header),
        rows=tuple(tuple(_shown(cell) for cell in row) for row in cells[:SHOWN_ROWS]),
        missing=tuple(missing),
        draft=None if given else replace(mapping, columns=_all_columns(mapping, found)),
    )


def propose_native(file: SourceFile, reader: object, kind: str, context: Context) -> Proposal:
    """What a format that needs no mapping holds: its name, and the first records as rows."""
    name: str = reader.name if isinstance(reader, TableReader) else getattr(reader, "name", "")
    items = read_file(
        file.path, kind, format=name, encoding=context.encoding, zone=context.zone, mapping=context.mapping,
        defaults=context.defaults,
    )  # fmt: skip
    records = [item.record for item in islice(items, SHOWN_ROWS) if isinstance(item, Parsed)]
    columns = tuple(
        key
        for key in (records[0].__slots__ if records else ())
        if any(getattr(each, key) for each in records)
    )
    return Proposal(
        path=str(file.path),
        format=name,
        mapping=context.mapping,
        fields=tuple(FieldProposal(key, key, 1.0, f"a field of {name}") for key in columns),
        columns=columns,
        rows=tuple(tuple(_shown(getattr(each, key)) for key in columns) for each in records),
    )


def sure_mapping(table: Table, kind: str, context: Context) -> Mapping:
    """The proposal, when all that is needed is sure. Raises SourceError telling what is not."""
    proposal = propose(table, kind, context)
    if proposal.mapping is None or proposal.missing:
        names = " and ".join(proposal.missing)
        unsure = [each for each in proposal.fields if each.field in proposal.missing and each.column]
        guess = "".join(f" Perhaps {each.field} is in {each.column!r}." for each in unsure)
        raise SourceError(
            f"Nothing shows which column holds {names}",
            f"{table.file.name}, row 1: {', '.join(table.header[:30])}",
            f"See the proposal with --dry-run, then say it in a mapping file: --mapping FILE.{guess}",
        )
    return proposal.mapping


def _match(kind: str, header: Sequence[str], columns: dict[str, Any]) -> dict[str, FieldProposal]:
    """Pairs fields and columns, the surest first, each once."""
    pairs = []
    for rank, (field, words) in enumerate(WORDS[kind].items()):
        for place, column in enumerate(header):
            by_name = likeness(column, field, words)
            if by_name:
                sure, why = judge(field, by_name, columns[column], kind)
                pairs.append((-sure, rank, place, FieldProposal(field, column, round(sure, 3), why)))
    found: dict[str, FieldProposal] = {}
    taken: set[str | None] = set()
    for _, _, _, pair in sorted(pairs, key=lambda each: each[:3]):
        if pair.field not in found and pair.column not in taken and pair.confidence >= WORTH_SHOWING:
            found[pair.field] = pair
            taken.add(pair.column)
    return {field: found[field] for field in WORDS[kind] if field in found}


def _mapping(
    kind: str, header: Sequence[str], found: dict[str, FieldProposal], columns: dict[str, Any]
) -> Mapping:
    sure = {field: pair.column for field, pair in found.items() if pair.confidence >= SURE and pair.column}
    mapping = Mapping(kind=kind, columns=sure, header=tuple(header))
    if kind in INTERACTION_KINDS:
        return replace(
            mapping, rows="message" if "speaker" in sure and "turns" not in sure else "conversation"
        )
    if kind != "answers":
        return replace(mapping, rows="record")
    if "item" in sure:
        return replace(mapping, rows="answer")
    return _wide(mapping, columns)


def _wide(mapping: Mapping, columns: dict[str, Any]) -> Mapping:
    kept = {
        field: column
        for field, column in mapping.columns.items()
        if field not in ("value", "number", "text", "question", "item_type", "scale_min", "scale_max")
    }
    items = {}
    for column, values in columns.items():
        item = guess_item(column, values.filled) if column not in kept.values() else None
        if item is not None:
            given = {"item": item.name, "type": item.item_type, "scale_min": item.scale_min,
                     "scale_max": item.scale_max, "question": item.question}  # fmt: skip
            items[column] = {key: value for key, value in given.items() if value is not None}
    return replace(mapping, columns=kept, items=items, rows="submission" if items else "answer")


def _missing(kind: str, found: dict[str, FieldProposal], mapping: Mapping, context: Context) -> list[str]:
    has = {*mapping.columns, *context.filling}
    if kind in INTERACTION_KINDS:
        wanted = ["interaction_id"]
        if kind in ("chats", "calls") and "text" in mapping.columns:
            wanted.append("speaker")
    elif kind == "answers" and mapping.items:
        wanted = []
    else:
        wanted = list(_NEEDED[kind])
    if kind == "answers":
        wanted = [name for name in wanted if not (name == "value" and has & {"number", "text"})]
        if not has & {"submission_id", "answer_id", "interaction_id"}:
            wanted.append("submission_id")
    return [name for name in wanted if name not in has]


def _all_columns(mapping: Mapping, found: dict[str, FieldProposal]) -> dict[str, str]:
    if mapping.items:
        return mapping.columns
    return {field: pair.column for field, pair in found.items() if pair.column}


def _given(mapping: Mapping) -> dict[str, FieldProposal]:
    return {
        field: FieldProposal(field, column, 1.0, "the mapping says so")
        for field, column in mapping.columns.items()
    }


def _describe(item: dict[str, Any]) -> str:
    low, high = item.get("scale_min"), item.get("scale_max")
    scale = f", {low:g} to {high:g}" if low is not None and high is not None else ""
    return f"looks like {item.get('type', 'rating')}{scale}"


def _shown(cell: Any) -> str:
    text = "" if cell is None else cell if isinstance(cell, str) else as_text(cell)
    return text if len(text) <= 120 else f"{text[:117]}…"
