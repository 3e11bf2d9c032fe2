"""The clock on the wall: the one function that engines spell differently, by one name on all of them."""

from __future__ import annotations

from typing import Any

import ibis

# Spark has this function; DuckDB gets it as a macro, so that one expression runs on both.
MACRO = "CREATE TEMP MACRO from_utc_timestamp(moment, zone) AS timezone(zone, moment)"


@ibis.udf.scalar.builtin(  # type: ignore[untyped-decorator, unused-ignore]
    name="from_utc_timestamp", signature=(("timestamp('UTC')", "string"), "timestamp")
)
def _from_utc_timestamp(moment: Any, zone: Any) -> Any:
    """Runs in the engine."""


def local_time(moment: Any, zone: str) -> Any:
    """A column of moments as the date and time that clocks in `zone` (an IANA name) showed."""
    return _from_utc_timestamp(moment, zone)
