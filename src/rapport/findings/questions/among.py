"""Rows that belong to known things, however many these are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ibis
import pyarrow as pa


def among(table: Any, column: str, values: Iterable[str]) -> Any:
    """The rows whose `column` is one of `values`."""
    wanted = ibis.memtable(pa.table({"wanted": pa.array(sorted(set(values)), pa.string())}))
    return table.semi_join(wanted, table[column] == wanted["wanted"])
