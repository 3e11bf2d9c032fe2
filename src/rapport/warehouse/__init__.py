"""Keeps what happened and answers questions about it."""

from rapport.warehouse.errors import SnapshotGoneError, WarehouseBusyError, WarehouseError
from rapport.warehouse.schemas import KEYS, SCHEMAS
from rapport.warehouse.snapshot import Snapshot
from rapport.warehouse.warehouse import Warehouse
from rapport.warehouse.writer import Counts, Writer

__all__ = [
    "KEYS",
    "SCHEMAS",
    "Counts",
    "Snapshot",
    "SnapshotGoneError",
    "Warehouse",
    "WarehouseBusyError",
    "WarehouseError",
    "Writer",
]
