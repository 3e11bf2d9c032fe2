"""Read evaluations from a long CSV file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from rapport.records import InputError
from rapport.work.sheets.lines import Line, ScoreFile
from rapport.work.spreadsheet_text import unguarded

NEEDED = ("interaction_id", "element", "rules")
KNOWN = ("interaction_id", "evaluator", "element", "rules", "not_applicable", "comment", "evidence")
LARGEST = 512 * 1024 * 1024


def read_csv(path: Path, evaluator: str | None = None) -> ScoreFile:
    """The lines of a file with the columns interaction_id, evaluator, element, rules, not_applicable,
    comment and, if wanted, evidence; separated by commas, semicolons or tabs.

    `evaluator` stands in where the file names nobody. Raises InputError when it is not such a file.
    """
    reader = csv.reader(io.StringIO(_text(path), newline=""), delimiter=_delimiter(path), strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(header, path, evaluator)
        lines = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(_line(header, cells, f"{path.name}: row {reader.line_num}", evaluator))
    except csv.Error as error:
        raise InputError(
            f"This is not whole CSV: {error}", f"{path.name}: row {reader.line_num}", "Export it again."
        ) from None
    return ScoreFile(str(path), tuple(lines))


def _text(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise InputError("The file is larger than 512 MB", path.name, "Split it.")
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"The file is not UTF-8 (byte {error.start})", path.name, "Save it as CSV UTF-8."
        ) from None


def _delimiter(path: Path) -> str:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        first = file.readline()
    return max(",;\t", key=first.count)


def _check_header(header: list[str], path: Path, evaluator: str | None) -> None:
    where = f"{path.name}: row 1"
    for name in (*NEEDED, *(() if evaluator else ("evaluator",))):
        if name not in header:
            todo = f"Columns are: {', '.join(KNOWN)}."
            raise InputError(f"The column {name} is missing", where, todo)
    for name in header:
        if name and name not in KNOWN:
            raise InputError(f"Unknown column {name!r}", where, f"Columns are: {', '.join(KNOWN)}.")
        if header.count(name) > 1:
            raise InputError(f"The column {name!r} stands twice", where, "Keep one.")


def _line(header: list[str], cells: list[str], where: str, evaluator: str | None) -> Line:
    if len(cells) > len(header):
        raise InputError(
            f"{len(cells)} cells under {len(header)} columns",
            where,
            "Put quotes around text that holds the separator.",
        )
    row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
    return Line(
        interaction_id=unguarded(row.get("interaction_id", "")),
        evaluator=unguarded(row.get("evaluator") or evaluator or ""),
        element=row.get("element", ""),
        rules=row.get("rules", ""),
        not_applicable=row.get("not_applicable", ""),
        comment=row.get("comment", ""),
        evidence=row.get("evidence", ""),
        where=where,
    )
