"""The order of a sample's lines, and where a page of them goes on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import Assignment
from rapport.program.audits.selectors.progress import due

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
COLUMNS: Mapping[str, Any] = {
    "interaction": F("sampled__interaction_id"),
    "stratum": F("sampled__stratum__label"),
    "evaluator": F("evaluator__name"),
    "state": F("state"),
    "due": Coalesce(due(), NEVER),
}
SORTS = ("number", *COLUMNS)
"""What lines can be sorted by; with a "-" before it the other way round."""


def ordered(rows: QuerySet[Assignment], sort: str, after: str) -> QuerySet[Assignment]:
    """The lines in order, those behind the mark `after`. Equal ones follow the sheet.

    Raises AuditError for an unknown column, or a mark that is none of ours.
    """
    name, falling = sort.removeprefix("-"), sort.startswith("-")
    if name not in ("", *SORTS):
        raise AuditError(f"Lines cannot be sorted by {name!r}", "sort", f"Use {', '.join(SORTS)}.")
    key = COLUMNS.get(name, F("sampled__position"))
    rows = rows.annotate(sorted_by=key)
    if after:
        rows = rows.filter(_behind(*_read(after, name), falling=falling))
    first = F("sorted_by").desc() if falling else F("sorted_by").asc()
    return rows.order_by(first, "sampled__position", "ordinal", "pk")


def mark_of(row: Any) -> str:
    """Where a page that ends with this line goes on."""
    value = row.sorted_by
    said = value.isoformat() if isinstance(value, datetime) else value
    return json.dumps([said, row.sampled.position, row.ordinal, row.pk], ensure_ascii=False)


def _behind(value: Any, position: int, ordinal: int, number: int, *, falling: bool) -> Q:
    further = Q(sorted_by__lt=value) if falling else Q(sorted_by__gt=value)
    here = Q(sorted_by=value)
    return (
        further
        | here & Q(sampled__position__gt=position)
        | here & Q(sampled__position=position, ordinal__gt=ordinal)
        | here & Q(sampled__position=position, ordinal=ordinal, pk__gt=number)
    )


def _read(after: str, name: str) -> tuple[Any, int, int, int]:
    try:
        said, *numbers = json.loads(after)
        position, ordinal, number = map(int, numbers)
        if name == "due":
            return datetime.fromisoformat(said), position, ordinal, number
        return (str(said) if name in COLUMNS else int(said)), position, ordinal, number
    except (ValueError, TypeError):
        raise AuditError(
            "The mark of the page is not one of ours", "after", "Start from the first page."
        ) from None
