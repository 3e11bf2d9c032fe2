"""Puts values of the data into the values of a schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rapport.program.schemas.plain import Schema
from rapport.work.schema.counted import Counted, joined

Cell = tuple[str, ...]
"""One value name for each of the axes asked for."""


class Placing:
    """Reads what a row of dimensions means on each of some axes.

    `dimensions` are those the axes are read from, each once, in the order that rows must have.
    """

    def __init__(self, schema: Schema, axes: Sequence[str]) -> None:
        self.axes = tuple(axes)
        names = [name for axis in axes for name in schema.sources.get(axis, ())]
        self.dimensions = tuple(dict.fromkeys(names))
        self._places = {
            axis: [self.dimensions.index(name) for name in schema.sources.get(axis, ())] for axis in axes
        }
        self._values: Mapping[str, Mapping[str, str]] = {
            axis: {alias: value.name for value in schema.values(axis) for alias in value.aliases}
            for axis in axes
        }

    def cell(self, row: Sequence[str | None]) -> Cell | None:
        """The row's cell; None where one axis is missing or spelt in a way that no value has."""
        found = []
        for axis in self.axes:
            spelt = joined([row[place] for place in self._places[axis]])
            name = self._values[axis].get(spelt) if spelt is not None else None
            if name is None:
                return None
            found.append(name)
        return tuple(found)

    def counts(self, given: Counted) -> Mapping[Cell, int]:
        """How many interactions each cell has; those without a value on some axis are in none."""
        found = Counter[Cell]()
        for row, count in given.rows:
            cell = self.cell(row)
            if cell is not None:
                found[cell] += count
        return found
