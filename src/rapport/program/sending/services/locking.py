"""One planner, or one taker of messages, at a time: so that no two ask the same customer."""

from __future__ import annotations

from django.db import connection

LOCK = 0x5241_5050_4153_4B53


def one_at_a_time() -> None:
    """Waits until no other transaction of this home plans or takes; until this one ends, no other begins.

    SQLite lets one write at a time anyway: its transactions begin as writers. Raises RuntimeError outside a
    transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Planning needs a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
