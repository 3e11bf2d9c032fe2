"""Read a score file of either format."""

from __future__ import annotations

from pathlib import Path

from rapport.records import InputError, UnsupportedError
from rapport.work.sheets.lines import ScoreFile
from rapport.work.sheets.read_csv import read_csv
from rapport.work.sheets.read_workbook import read_workbook


def read_scores(path: Path, evaluator: str | None = None) -> ScoreFile:
    """The evaluations in a scoring sheet (XLSX) or a long CSV file.

    Raises InputError when the file is absent or not whole, UnsupportedError for another format.
    """
    if not path.is_file():
        raise InputError("There is no such file", str(path), "Look at the path again.")
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        return read_workbook(path, evaluator)
    if suffix in (".csv", ".tsv", ".txt"):
        return read_csv(path, evaluator)
    raise UnsupportedError(
        f"Scores are not read from {suffix or 'such a file'}", path.name, "Use a sheet (.xlsx) or .csv."
    )
