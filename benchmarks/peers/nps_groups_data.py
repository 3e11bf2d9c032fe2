"""The answers that `nps_groups` counts: the same for ours and for the peers."""

from typing import Any

import numpy as np

ROWS = 10_000_000
DIMENSIONS = {"month": 12, "channel": 8, "team": 20}


def columns(pa: Any, *, text: bool) -> Any:
    """An Arrow table of three dimensions and an answer 0–10; `pa` is pyarrow."""
    rng = np.random.default_rng(1)
    table = {}
    for name, size in DIMENSIONS.items():
        codes = pa.array(rng.integers(0, size, ROWS).astype(np.int32))
        column = pa.DictionaryArray.from_arrays(codes, pa.array([f"{name} {k}" for k in range(size)]))
        table[name] = column.cast(pa.string()) if text else column
    table["answer"] = pa.array(rng.integers(0, 11, ROWS).astype(np.int8))
    return pa.table(table)
