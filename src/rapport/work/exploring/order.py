"""Orders of a list, and where its next page begins: at the mark of the last row shown, not at a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapport.records.errors import InputError


@dataclass(frozen=True)
class Order:
    """By an expression, rows without a value last; equal ones by `tie`, which no two rows share.

    Where the expression is the tie itself, one comparison says all.
    """

    by: str
    tie: str
    descending: bool

    def clause(self, backwards: bool = False) -> str:
        """What stands behind ORDER BY."""
        ways = ("DESC", "ASC") if self.descending != backwards else ("ASC", "DESC")
        if self.by == self.tie:
            return f"{self.by} {ways[0]}"
        nulls = "FIRST" if backwards else "LAST"
        tie = "DESC" if backwards else "ASC"
        return f"{self.by} {ways[0]} NULLS {nulls}, {self.tie} {tie}"

    def beyond(self, value: Any, tie: Any, backwards: bool = False) -> tuple[str, list[Any]]:
        """The condition of rows behind (before) one."""
        sign = "<" if self.descending != backwards else ">"
        if self.by == self.tie:
            return f"{self.tie} {sign} ?", [tie]
        among = "<" if backwards else ">"
        if value is None:
            rest = f"{self.by} IS NOT NULL OR " if backwards else ""
            also = "" if backwards else f"{self.by} IS NULL AND "
            return f"({rest}({also}{self.tie} {among} ?))", [tie]
        nulls = "" if backwards else f" OR {self.by} IS NULL"
        return (
            f"({self.by} {sign} ? OR ({self.by} = ? AND {self.tie} {among} ?){nulls})",
            [value, value, tie],
        )


def mark_of(value: Any, interaction_id: str) -> str:
    """A row's mark."""
    text = value.isoformat() if isinstance(value, datetime) else "" if value is None else repr(value)
    return f"{text}|{interaction_id}"


def read_mark(mark: str, times: bool) -> tuple[Any, str]:
    """The value and the id of a mark. Raises InputError for one that is not ours."""
    text, _, name = mark.partition("|")
    try:
        if not text:
            return None, name
        if times:
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is None:
                raise ValueError
            return moment, name
        return float(text), name
    except ValueError:
        raise InputError(
            "The mark of the page is not one of ours", "after", "Start from the first page."
        ) from None
