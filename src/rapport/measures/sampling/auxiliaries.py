"""What is known of the population, and where each row stands in it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.columns import by_label
from rapport.measures.inputs import Codes, Floats, numbers, sums
from rapport.measures.labelling import present
from rapport.measures.sampling.columns import column_of, combined, labels_of, rows_of
from rapport.records.errors import InputError


@dataclass(frozen=True)
class Block:
    """One known fact: the label of each cell with the labels' sizes (`grouped`, the value is 1), or the
    number of each cell with its total (one label)."""

    column: Any
    names: tuple[Hashable, ...]
    targets: Floats
    code: Codes
    value: Floats
    grouped: bool

    def times(self, factors: Floats) -> Floats:
        """The factor of each cell's label, times its number."""
        return np.asarray(factors[self.code] * self.value)

    def totals(self, amounts: Floats) -> Floats:
        """The sum of amount × number, by label."""
        return sums(self.code, amounts * self.value, len(self.names))

    def products(self, other: Block, amounts: Floats) -> Floats:
        """The sum of amount × number × the other's number, by both labels."""
        shape = (len(self.names), len(other.names))
        both = self.code * shape[1] + other.code
        return sums(both, amounts * self.value * other.value, shape[0] * shape[1]).reshape(shape)


@dataclass(frozen=True)
class Auxiliaries:
    """The known facts; rows alike in all of them share a `cell`."""

    blocks: tuple[Block, ...]
    cell: Codes
    cells: int

    @property
    def targets(self) -> Floats:
        """All totals in one array."""
        return np.concatenate([block.targets for block in self.blocks])

    @property
    def names(self) -> list[str]:
        """What each total is called."""
        return [
            f"{block.column}: {name}" if block.grouped else str(block.column)
            for block in self.blocks
            for name in block.names
        ]

    def sums(self, amounts: Floats | None) -> Floats:
        """The rows' amounts summed by cell."""
        return sums(self.cell, amounts, self.cells)

    def times(self, factors: Floats) -> Floats:
        """Σ factor × known fact of each cell."""
        found, start = np.zeros(self.cells), 0
        for block in self.blocks:
            stop = start + len(block.targets)
            found += block.times(factors[start:stop])
            start = stop
        return found

    def totals(self, amounts: Floats) -> Floats:
        """Totals of the known facts when each cell counts by its amount."""
        return np.concatenate([block.totals(amounts) for block in self.blocks])

    def squares(self, amounts: Floats) -> Floats:
        """Σ amount × fact × fact, for each pair of facts."""
        rows = [
            np.concatenate([one.products(other, amounts) for other in self.blocks], 1) for one in self.blocks
        ]
        return np.concatenate(rows)


def auxiliaries(frame: Any, totals: Mapping[Any, Any], population: float | None = None) -> Auxiliaries:
    """Reads `totals`: {column: {label: size}}, {(column, column): {(label, label): size}} or {column:
    total}; `population` is the total of one for everybody."""
    if not totals and population is None:
        raise InputError("no total was given", "totals", "give {column: {label: size}} or {column: total}")
    rows = rows_of(frame)
    totals = {name: by_label(known) for name, known in totals.items()}
    groups = {name: sizes for name, sizes in totals.items() if isinstance(sizes, Mapping)}
    found = {name: _group(frame, name, sizes) for name, sizes in groups.items()}
    check_sums({name: float(sizes.sum()) for name, (_, sizes) in found.items()}, population)
    others = {name: total for name, total in totals.items() if name not in groups}
    if others:
        cell, kept = np.arange(rows), np.arange(rows)
    else:
        sizes_of = [len(sizes) for _, sizes in found.values()]
        codes = combined([code for code, _ in found.values()], sizes_of) if found else np.zeros(rows, np.intp)
        kept, cell = present(codes)
    first = np.empty(len(kept), dtype=np.intp)
    first[cell[::-1]] = np.arange(rows)[::-1]
    blocks = [
        Block(name, tuple(groups[name]), sizes, code[first], np.ones(len(first)), True)
        for name, (code, sizes) in found.items()
    ]
    if population is not None and not blocks:
        blocks.append(_one("population", population, np.ones(len(kept))))
    blocks += [_number(frame, name, total, first) for name, total in others.items()]
    return Auxiliaries(tuple(blocks), cell, len(kept))


def check_sums(sums_by_name: Mapping[Any, float], population: float | None) -> None:
    """All margins describe the same population."""
    sizes = [*sums_by_name.values(), *([population] if population is not None else [])]
    if any(size <= 0 for size in sizes):
        raise InputError("a population without units was given", "totals", "give sizes above 0")
    if sizes and max(sizes) - min(sizes) > 1e-6 * max(sizes):
        raise InputError(
            f"the margins add up to {min(sizes):g} and {max(sizes):g}",
            "margins",
            "give sizes of the same population",
        )


def _group(frame: Any, name: Any, sizes: Mapping[Any, float]) -> tuple[Codes, Floats]:
    """The label of each row in the order of the sizes, and the sizes."""
    code, found = labels_of(frame, name)
    unknown = [label for label in found if label not in sizes]
    if unknown:
        raise InputError(f"{unknown[0]!r} has no size", f"column {name!r}", "give its size")
    wanted = numbers(list(sizes.values()), f"sizes of {name!r}")
    if np.isnan(wanted).any() or (wanted < 0).any():
        raise InputError("a size is missing or negative", f"column {name!r}", "give a number ≥ 0")
    order = {label: place for place, label in enumerate(sizes)}
    move = np.array([order[label] for label in found], dtype=np.intp)
    return (move[code] if len(code) else code), wanted


def _number(frame: Any, name: Any, total: Any, first: Codes) -> Block:
    value = numbers(column_of(frame, name), f"column {name!r}")
    if np.isnan(value).any():
        raise InputError("a row has no number", f"column {name!r}", "fill it, or leave the row out")
    return _one(name, total, value[first])


def _one(name: Any, total: Any, value: Floats) -> Block:
    target = numbers([total], f"total of {name!r}")
    if np.isnan(target).any():
        raise InputError("a total is missing", f"column {name!r}", "give its total in the population")
    return Block(name, (str(name),), target, np.zeros(len(value), dtype=np.intp), value, False)
