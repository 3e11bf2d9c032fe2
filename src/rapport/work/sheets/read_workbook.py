"""Read a filled scoring workbook."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from rapport.records import InputError
from rapport.work.sheets import layout
from rapport.work.sheets.lines import Line, ScoreFile

LARGEST = 1024 * 1024 * 1024


@dataclass(frozen=True)
class _Key:
    """What the hidden page tells."""

    sample: str
    evaluator: str
    definition: str
    columns: layout.ScoreColumns
    rules: Mapping[str, tuple[str, ...]]


def read_workbook(path: Path, evaluator: str | None = None) -> ScoreFile:
    """The finished interactions of a workbook that Rapport wrote; the others are listed as unfinished.

    `evaluator` overrules the name on the Start page. Raises InputError for any other workbook.
    """
    _check_size(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # noqa: BLE001 (openpyxl raises many kinds for a broken file)
        raise InputError(
            f"This is not a whole workbook: {error}", path.name, "Save it again as .xlsx."
        ) from None
    try:
        key = _key(book, path)
        finished, unfinished, remarks = _list(book)
        name = evaluator or _evaluator(book) or key.evaluator
        lines = tuple(_lines(book, key, path, name, finished))
    finally:
        book.close()
    return ScoreFile(str(path), lines, key.sample, key.definition or None, remarks, tuple(unfinished))


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile:
        raise InputError("This is not a workbook", path.name, "Save it as .xlsx.") from None
    if size > LARGEST:
        raise InputError("Unpacked, the workbook is larger than 1 GB", path.name, "Split it.")


def _key(book: Any, path: Path) -> _Key:
    if not {layout.KEY, layout.SCORES, layout.INTERACTIONS, layout.START} <= set(book.sheetnames):
        raise InputError(
            "This workbook is not one of Rapport's scoring sheets",
            path.name,
            "Fill the sheet that `rapport sample` wrote, or import long CSV.",
        )
    facts: dict[str, str] = {}
    rules: dict[str, tuple[str, ...]] = {}
    for row in book[layout.KEY].iter_rows(values_only=True):
        texts = [str(cell) for cell in row if cell is not None]
        if texts and texts[0] == "element":
            rules[texts[1]] = tuple(texts[2:])
        elif texts:
            facts[texts[0]] = texts[1] if len(texts) > 1 else ""
    if facts.get("format") != str(layout.FORMAT):
        raise InputError("The sheet has another format than this version reads", path.name, "Draw it again.")
    columns = layout.ScoreColumns(int(facts["rules"]))
    return _Key(facts["sample"], facts["evaluator"], facts.get("criteria", ""), columns, rules)


def _list(book: Any) -> tuple[set[str], list[str], dict[str, str]]:
    finished: set[str] = set()
    unfinished: list[str] = []
    remarks = {}
    for row in book[layout.INTERACTIONS].iter_rows(min_row=2, values_only=True):
        if len(row) < 2 or row[1] is None:
            continue
        name = str(row[1])
        if _cell(row, layout.LIST_SCORED).lower() in ("yes", "y", "x", "1", "true"):
            finished.add(name)
            remarks[name] = _cell(row, layout.LIST_REMARK)
        else:
            unfinished.append(name)
    return finished, unfinished, remarks


def _evaluator(book: Any) -> str:
    row, column = layout.EVALUATOR_CELL
    for cells in book[layout.START].iter_rows(min_row=row + 1, max_row=row + 1, values_only=True):
        return _cell(cells, column)
    return ""


def _lines(book: Any, key: _Key, path: Path, evaluator: str, finished: set[str]) -> list[Line]:
    columns, lines = key.columns, []
    for number, row in enumerate(book[layout.SCORES].iter_rows(min_row=2, values_only=True), start=2):
        name, element = _cell(row, columns.hidden_interaction), _cell(row, columns.hidden_element)
        if not name or name not in finished:
            continue
        absent = _cell(row, columns.not_applicable)
        lines.append(
            Line(
                interaction_id=name,
                evaluator=evaluator,
                element=element,
                rules=_rules(row, key, element),
                not_applicable="" if absent == "–" else absent,
                comment=_cell(row, columns.comment),
                evidence=_cell(row, columns.turns),
                where=f"{path.name}: {layout.SCORES}, row {number}",
            )
        )
    return lines


def _rules(row: Sequence[Any], key: _Key, element: str) -> str:
    """The marks of a row in the words of a long CSV file."""
    found = []
    for index, rule in enumerate(key.rules.get(element, ())):
        mark = _cell(row, key.columns.mark(index))
        if mark.lower() in ("x", "yes"):
            mark = "1"
        if mark not in ("", "0"):
            found.append(rule if mark == "1" else f"{rule}*{mark}")
    return ";".join(found)


def _cell(row: Sequence[Any], column: int) -> str:
    value = row[column] if column < len(row) else None
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
