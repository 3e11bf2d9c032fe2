"""The names of customers and agents that the warehouse knows, for redaction."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from rapport.warehouse import Warehouse


class KnownNames:
    """Looks names up by id in a few bytes a customer; read from the warehouse when first asked."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse

    def of(self, customer_id: str | None, agent_id: str | None = None) -> tuple[str, ...]:
        """The names known for a customer and an agent."""
        found = [self._customers.find(customer_id)] if customer_id is not None else []
        if agent_id is not None:
            found.append(self._agents.find(agent_id))
        return tuple(name for name in found if name)

    @cached_property
    def _customers(self) -> _Names:
        return _Names(self._read("SELECT customer_id AS id, name FROM customers WHERE name IS NOT NULL"))

    @cached_property
    def _agents(self) -> _Names:
        return _Names(
            self._read(
                "SELECT agent_id AS id, max(agent_name) AS name FROM interactions "
                "WHERE agent_id IS NOT NULL AND agent_name IS NOT NULL GROUP BY agent_id"
            )
        )

    def _read(self, query: str) -> pa.Table:
        if self._warehouse.data_version == 0:
            return pa.table({"id": pa.array([], pa.string()), "name": pa.array([], pa.string())})
        with self._warehouse.snapshot() as snapshot:
            return snapshot.sql(query)


class _Names:
    """Sorted hashes beside their names: 64-bit hashes of ids do not meet by chance in practice, and
    where two did, a name too many would be redacted."""

    def __init__(self, table: pa.Table) -> None:
        hashes = np.fromiter(
            (hash(each) for batch in table.to_batches() for each in batch["id"].to_pylist()),
            np.int64,
            len(table),
        )
        order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[order]
        self._names: Any = table["name"].combine_chunks().take(pa.array(order)) if len(table) else None

    def find(self, name: str) -> str | None:
        if self._names is None:
            return None
        key = hash(name)
        place = int(np.searchsorted(self._hashes, key))
        if place == len(self._hashes) or self._hashes[place] != key:
            return None
        found: str = self._names[place].as_py()
        return found
