"""Purchases, one a row, as numbers: whose, when, how much."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from rapport.measures.columns import is_missing, rows_of, series_of
from rapport.measures.inputs import Codes, Floats, labels, numbers
from rapport.measures.moments import DAY, Ticks, moments
from rapport.records.errors import InputError


@dataclass(frozen=True, eq=False)
class Transactions:
    """Complete purchases: `customer` a code into `names`, `at` microseconds, `value`; `until` the end of
    observation; what was `excluded`, in rows."""

    customer: Codes
    names: list[Hashable]
    at: Ticks
    value: Floats
    until: int
    excluded: dict[str, int]

    @property
    def day(self) -> NDArray[np.int64]:
        """The whole day of each purchase."""
        return self.at // DAY


def transactions(customers: Any, dates: Any, values: Any = None, as_of: Any = None) -> Transactions:
    """Rows with a customer, a date and (if amounts are given) an amount, until `as_of`.

    Without `as_of` observation ends with the last purchase's day. Purchases after it are left out.
    """
    codes, names = labels(customers, "customers")
    at, dated = moments(_as_dates(dates), "dates", len(codes))
    value = np.ones(len(codes)) if values is None else numbers(values, "values", length=len(codes))
    known, amount = codes >= 0, ~np.isnan(value)
    until = _until(as_of, at[dated & known & amount])
    early = at <= until
    excluded = {
        "no customer": int((~known).sum()),
        "no date": int((known & ~dated).sum()),
        "no amount": int((known & dated & ~amount).sum()),
        "after the end": int((known & dated & amount & ~early).sum()),
    }
    here = known & dated & amount & early
    if here.all():
        return Transactions(codes, names, at, value, until, {})
    return Transactions(
        codes[here], names, at[here], value[here], until, {why: n for why, n in excluded.items() if n}
    )


def _until(as_of: Any, at: Ticks) -> int:
    if as_of is None:
        return int(at.max() // DAY + 1) * DAY - 1 if len(at) else 0
    found, there = moments(_as_dates([as_of]), "as_of", 1)
    if not there[0]:
        raise InputError("the end of observation is missing", "as_of", "give a date")
    return int(found[0])


def _as_dates(dates: Any) -> Any:
    """Dates written as text, 2026-01-31 or with a time of day, as moments; others as they are."""
    series = series_of(dates)
    if series is not None:
        return _from_text(series.to_list()) if series.dtype == nw.String else dates
    if isinstance(dates, np.ndarray) and dates.dtype.kind not in "OU":
        return dates
    rows = rows_of(dates)
    first = next((row for row in rows if not is_missing(row)), None)
    return _from_text(rows) if isinstance(first, str) else rows


def _from_text(rows: list[Any]) -> Any:
    try:
        return np.array([None if is_missing(row) else row for row in rows], dtype="datetime64[us]")
    except (TypeError, ValueError):
        what = "a date is not written like 2026-01-31 or 2026-01-31T12:30"
        raise InputError(what, "dates", "give dates, moments, or numbers of days") from None
