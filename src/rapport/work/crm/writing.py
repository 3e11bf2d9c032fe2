"""Notes for whom something changed, and writes it back: the worker's rounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from rapport.home import Home
from rapport.records import InputError
from rapport.warehouse import Warehouse
from rapport.work.crm.adapter import Written, adapter_of
from rapport.work.crm.facts import digest_of, facts_of

OVERLAP = timedelta(minutes=10)
"""Looked at again with every new data version: rows that another process was still writing. Facts that have
not changed are not written again."""
AT_ONCE = 20_000
A_ROUND = 200
CHANGED = """
SELECT customer_id, max(imported_at) AS newest FROM answers
WHERE customer_id IS NOT NULL AND imported_at >= $since
GROUP BY customer_id HAVING customer_id > $after
ORDER BY customer_id LIMIT $most
"""


def write_back(home: Home) -> int:
    """Writes what changed → how many customers. Nothing where no CRM is set."""
    from django.utils import timezone

    return write_back_by(home, timezone.now())


def write_back_by(home: Home, now: datetime) -> int:
    """The same for a given now. What was there before the CRM was set is not written: it only tells what
    changes."""
    if not home.settings.crm_url:
        return 0
    from rapport.program.setup import connect

    connect(home)
    from rapport.program.crm.services import crm_take

    _note(home, now)
    written = 0
    while written < A_ROUND and (taken := crm_take(now)) is not None:
        _write(home, taken.customer_id, taken.digest, now)
        written += 1
    return written


def _note(home: Home, now: datetime) -> None:
    from rapport.program.crm.selectors import crm_changed_cases, crm_marked
    from rapport.program.crm.services import crm_mark, crm_note

    marked, warehouse = crm_marked(), Warehouse(home.warehouse_path)
    version = warehouse.data_version
    if marked is None:
        crm_mark(now, version, now)
        return
    imported = marked.imported_at
    if version != marked.data_version:
        for rows in _changed(warehouse, imported - OVERLAP):
            crm_note([row["customer_id"] for row in rows], now)
            imported = max(imported, *(row["newest"] for row in rows))
    crm_note(crm_changed_cases(marked.noted_at), now)
    crm_mark(imported, version, now)


def _changed(warehouse: Warehouse, since: datetime) -> Iterator[list[dict[str, Any]]]:
    """Customers of whom answers came in since, so many at a time."""
    after = ""
    while True:
        given = {"since": since, "after": after, "most": AT_ONCE}
        rows = _asked(warehouse, given)
        if rows:
            yield rows
        if len(rows) < AT_ONCE:
            return
        after = rows[-1]["customer_id"]


def _asked(warehouse: Warehouse, given: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = warehouse.ask(lambda snapshot: snapshot.sql(CHANGED, given).to_pylist())
    return found


def _write(home: Home, customer: str, before: str, now: datetime) -> None:
    from rapport.program.crm.services import crm_failed, crm_written

    facts = facts_of(home, customer)
    digest = digest_of(facts)
    if digest == before:
        crm_written(customer, digest, now)
        return
    try:
        found = adapter_of(home)(home, customer, facts)
    except InputError as error:
        found = Written(str(error))
    if found.problem:
        crm_failed(customer, found.problem, now, for_good=not found.again)
    else:
        crm_written(customer, digest, now)
