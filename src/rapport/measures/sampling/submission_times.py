"""When answers came, as numbers that can be put in order."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.columns import is_missing, rows_of
from rapport.measures.inputs import Floats, numbers
from rapport.records.errors import InputError


def times_of(values: Any, length: int) -> Floats:
    """Numbers as they are; dates and moments as seconds; NaN where missing."""
    try:
        return numbers(values, "submitted_at", length=length)
    except InputError as error:
        rows = rows_of(values)
        if len(rows) != length or any(isinstance(row, str | bytes) for row in rows):
            raise
        try:
            return np.array([np.nan if is_missing(row) else _seconds(row) for row in rows])
        except (TypeError, ValueError, AttributeError):
            raise error from None


def _seconds(moment: Any) -> float:
    """Seconds since a fixed day; a date is its beginning. Moments with a time zone are put in UTC."""
    if isinstance(moment, np.datetime64):
        return float(moment.astype("datetime64[us]").astype(np.int64)) / 1e6
    if hasattr(moment, "timestamp") and getattr(moment, "tzinfo", None) is not None:
        return float(moment.timestamp())
    day = 86_400.0 * float(moment.toordinal())
    if not hasattr(moment, "hour"):
        return day
    return float(day + 3600.0 * moment.hour + 60.0 * moment.minute + moment.second + moment.microsecond / 1e6)
