"""Several items answered by the same people, as one array with its names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from rapport.measures.inputs import Floats, table
from rapport.records.errors import InputError


@dataclass(frozen=True)
class Items:
    """`values` has one row a person, one column an item; NaN where it was not answered."""

    names: tuple[str, ...]
    values: Floats

    def complete(self) -> Floats:
        """The rows of who answered every item, in an order of their own: sums do not depend on the given."""
        rows = self.values[~np.isnan(self.values).any(axis=1)]
        return rows[np.lexsort(rows.T)]

    def place(self, item: Any) -> int:
        """The column of an item by its name or number. Raises InputError."""
        if item in self.names:
            return self.names.index(item)
        if isinstance(item, int) and 0 <= item < len(self.names):
            return item
        raise InputError(f"there is no item {item!r}", "items", f"items are {', '.join(self.names)}")


def items_of(items: Any, fewest: int = 2) -> Items:
    """A data frame, mapping of columns or rows × items (named x1, x2, …). Raises InputError."""
    values = table(items, "items")
    frame = nw.from_native(items, eager_only=True, pass_through=True)
    if isinstance(frame, nw.DataFrame | Mapping):
        names = tuple(str(name) for name in (frame.columns if isinstance(frame, nw.DataFrame) else frame))
    else:
        names = tuple(f"x{place + 1}" for place in range(values.shape[1]))
    if len(names) < fewest:
        raise InputError(f"there are {len(names)} items", "items", f"give {fewest} or more")
    return Items(names, values)
