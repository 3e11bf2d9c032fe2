"""Erasing a customer: their rows, the files that held them, and the way back in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from rapport.warehouse.disk import sync_folder
from rapport.warehouse.manifest import forget_versions, read_manifest, write_manifest
from rapport.warehouse.schemas import SCHEMAS
from rapport.warehouse.snapshot import Snapshot
from rapport.warehouse.tidy import clean
from rapport.warehouse.tombstones import Tombstones
from rapport.warehouse.warehouse import Warehouse

KEYS_OF = {
    "customers": "SELECT customer_id FROM customers WHERE customer_id = $id",
    "interactions": "SELECT interaction_id FROM interactions WHERE customer_id = $id",
    "answers": (
        "SELECT answer_id FROM answers WHERE customer_id = $id OR interaction_id IN ({interactions}) "
        "OR submission_id IN ({submissions})"
    ),
    "events": ("SELECT event_id FROM events WHERE customer_id = $id OR interaction_id IN ({interactions})"),
    "readings": "SELECT reading_id FROM readings WHERE interaction_id IN ({interactions})",
    "measurements": (
        "SELECT key FROM measurements WHERE (subject_kind = 'customer' AND subject_id = $id) "
        "OR (subject_kind = 'interaction' AND subject_id IN ({interactions})) "
        "OR (subject_kind = 'submission' AND subject_id IN ({submissions}))"
    ),
}
SUBMISSIONS = (
    "SELECT DISTINCT submission_id FROM answers WHERE customer_id = $id OR interaction_id IN ({interactions})"
)


@dataclass(frozen=True)
class Belongings:
    """What the warehouse holds of one customer: the keys of their rows by table, and their submissions."""

    customer_id: str
    keys: Mapping[str, tuple[str, ...]]
    submissions: tuple[str, ...]

    @property
    def interactions(self) -> tuple[str, ...]:
        return self.keys["interactions"]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by table; tables without any are left out."""
        return {table: len(keys) for table, keys in self.keys.items() if keys}


@dataclass(frozen=True)
class Erased:
    """What was erased: rows by table, and how many files are gone for good."""

    counts: Mapping[str, int]
    files: int


def belongings(snapshot: Snapshot, customer_id: str) -> Belongings:
    """Everything of a customer: their row, interactions, submissions, answers, events, and what was
    measured about any of these."""
    inner = {"interactions": KEYS_OF["interactions"]}
    inner["submissions"] = SUBMISSIONS.format(**inner)
    keys = {table: _column(snapshot, query.format(**inner), customer_id) for table, query in KEYS_OF.items()}
    return Belongings(customer_id, keys, _column(snapshot, inner["submissions"], customer_id))


def erase(warehouse: Warehouse, customer_id: str) -> Erased:
    """Removes a customer from every table and from the disk, and keeps them from coming back.

    The tombstones are written first, so that nothing of the customer can be stored again from then
    on. Files that held a row of theirs are rewritten without it and deleted at once, not after a
    day; older data versions are forgotten with them. Run again after an interruption it completes.
    """
    with warehouse.write() as writer:
        with warehouse.snapshot() as snapshot:
            found = belongings(snapshot, customer_id)
        writer.tombstones.add("customer", [customer_id])
        writer.tombstones.add("interaction", found.interactions)
        writer.tombstones.add("submission", found.submissions)
        for table, column in (("customers", "customer_id"), ("interactions", "interaction_id"),
                              ("answers", "answer_id"), ("events", "event_id"),
                              ("readings", "reading_id"), ("measurements", "key")):  # fmt: skip
            if found.keys[table]:
                writer.delete(table, column, found.keys[table])
    return Erased(found.counts, purge(warehouse))


def purge(warehouse: Warehouse) -> int:
    """Deletes every file that belongs to no table any more, however young, and every older data
    version; how many data files went."""
    with warehouse.lock():
        manifest = read_manifest(warehouse.root)
        retired = sum(len(state.retired) for state in manifest.tables.values())
        if retired:
            write_manifest(warehouse.root, clean(warehouse.root, manifest, older_than_s=0))
        forget_versions(warehouse.root, keep=manifest.data_version)
        for name in SCHEMAS:
            if (warehouse.root / name).is_dir():
                sync_folder(warehouse.root / name)
    return retired


def forbidden_customers(warehouse: Warehouse) -> tuple[str, ...]:
    """Customers the warehouse holds although they were erased: so after restoring an older backup."""
    marks = Tombstones(warehouse.root)
    if not marks:
        return ()
    query = " UNION ".join(
        f"SELECT customer_id FROM {table}" for table in ("customers", "interactions", "answers", "events")
    )
    with warehouse.snapshot() as snapshot:
        ids = snapshot.sql(query)["customer_id"].to_pylist()
    return tuple(sorted(one for one in ids if marks.holds("customer", one)))


def _column(snapshot: Snapshot, query: str, customer_id: str) -> tuple[str, ...]:
    found: pa.Table = snapshot.sql(query, {"id": customer_id})
    return tuple(found.column(0).drop_null().to_pylist())
