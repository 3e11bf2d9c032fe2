"""Points in time of any column as whole microseconds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from rapport.measures.columns import is_missing, rows_of, series_of
from rapport.measures.inputs import Bools, numbers
from rapport.records.errors import InputError

Ticks = NDArray[np.int64]
DAY = 86_400_000_000
FARTHEST = 1e8


def moments(values: Any, name: str, length: int) -> tuple[Ticks, Bools]:
    """Datetimes (of one zone or UTC), dates, or numbers counted in days → (microseconds, which are there)."""
    ticks, there = _ticks(values, name)
    if len(ticks) != length:
        raise InputError(
            f"{name} has {len(ticks)} rows where {length} are expected", name, "give one value for each row"
        )
    return ticks, there


def _ticks(values: Any, name: str) -> tuple[Ticks, Bools]:
    series = series_of(values)
    if series is not None and series.dtype in (nw.Datetime, nw.Date):
        if series.dtype == nw.Date:
            series = series.cast(nw.Datetime("us"))
        there = ~series.is_null().to_numpy().astype(bool)
        if there.all():
            return np.asarray(series.dt.timestamp("us").to_numpy(), dtype=np.int64), there
        return np.asarray(series.dt.timestamp("us").fill_null(0).to_numpy(), dtype=np.int64), there
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        flat = values.ravel()
        return flat.astype("datetime64[us]").astype(np.int64), ~np.isnat(flat)
    if _may_hold_objects(values, series):
        found = _of_list(rows_of(values))
        if found is not None:
            return found
    return _of_days(values, name)


def _may_hold_objects(values: Any, series: Any) -> bool:
    if series is not None:
        return bool(series.dtype == nw.Object)
    return not isinstance(values, np.ndarray) or values.dtype.kind == "O"


def _of_list(rows: Sequence[Any]) -> tuple[Ticks, Bools] | None:
    """Python's own datetimes; None when there are none."""
    if not any(issubclass(kind, date | np.datetime64) for kind in set(map(type, rows))):
        return None
    there = np.array([not is_missing(row) for row in rows], dtype=bool)
    plain = [
        _plain(row, place) if here else None
        for place, (row, here) in enumerate(zip(rows, there.tolist(), strict=True))
    ]
    return np.array(plain, dtype="datetime64[us]").astype(np.int64), there


def _plain(row: Any, place: int) -> Any:
    """A datetime without zone, in UTC where it had one."""
    if isinstance(row, datetime):
        return row.astimezone(UTC).replace(tzinfo=None) if row.tzinfo else row
    if isinstance(row, date | np.datetime64):
        return row
    raise InputError(f"{row!r} is no point in time", f"at, row {place + 1}", "give datetimes")


def _of_days(values: Any, name: str) -> tuple[Ticks, Bools]:
    days = numbers(values, name)
    there = ~np.isnan(days)
    if there.any() and np.abs(days[there]).max() > FARTHEST:
        raise InputError(f"{name} holds a number beyond ±{FARTHEST:g} days", name, "give datetimes or days")
    return np.rint(np.where(there, days, 0.0) * DAY).astype(np.int64), there
