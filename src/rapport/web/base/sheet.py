"""Lists as files for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from rapport.work.spreadsheet_text import guarded

MOST = 100_000
Row = TypeVar("Row")


def wants_sheet(request: HttpRequest) -> bool:
    """Whether the list is asked for as a file (`?as=csv`)."""
    return bool(request.GET.get("as") == "csv")


def sheet(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """The rows as a CSV file in which no text is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in columns])
    # The mark tells spreadsheets that it is UTF-8.
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def cell(value: Any) -> Any:
    """A value as it stands in a file: numbers whole, times exact, text guarded."""
    if value is None:
        return ""
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    return guarded(str(value))


def every(page: Callable[[str | None], Sequence[Row]], mark: Callable[[Row], str]) -> list[Row]:
    """All rows of a list that is read page by page, each from the mark of the last row before it."""
    found: list[Row] = []
    rows = page(None)
    while rows and len(found) < MOST:
        found += rows
        rows = page(mark(rows[-1]))
    return found
