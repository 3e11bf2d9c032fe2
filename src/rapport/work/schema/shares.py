"""How often each scenario occurs: counted in the data, or estimated from what people coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.home import Home
from rapport.measures import design_proportion, proportion
from rapport.measures.estimate import Estimate
from rapport.program.schemas.axes import CANNOT_TELL
from rapport.program.schemas.plain import CodedUnit, RoundFacts, Schema
from rapport.warehouse import Warehouse
from rapport.work.schema.counted import count_by
from rapport.work.schema.placing import Cell, Placing

CENSUS = "counted in all interactions of the frame, not sampled"


@dataclass(frozen=True)
class Shares:
    """The share of every scenario seen. `placed` interactions have a value on each axis, of `total`;
    `unseen` bounds the share of a scenario that was never seen. `counted` tells a count of everything from
    an estimate."""

    axes: tuple[str, ...]
    shares: Mapping[Cell, Estimate]
    counts: Mapping[Cell, int]
    placed: int
    total: int
    unseen: Estimate
    counted: bool
    data_version: int


def counted_shares(home: Home, schema: Schema, axes: Sequence[str]) -> Shares:
    """Every interaction of the home, placed by its spellings.

    The shares have no sampling error: their interval is the share itself. Raises InputError when a
    dimension has gone from the data.
    """
    placing = Placing(schema, axes)
    given = count_by(home, placing.dimensions)
    counts = placing.counts(given)
    placed = sum(counts.values())
    version = Warehouse(home.warehouse_path).data_version
    return Shares(
        axes=placing.axes,
        shares={cell: _census(count, placed, version) for cell, count in counts.items()},
        counts=counts,
        placed=placed,
        total=given.total,
        unseen=_bound(proportion(0, placed, home.settings.confidence, "exact")),
        counted=True,
        data_version=version,
    )


def coded_shares(
    schema: Schema, facts: RoundFacts, units: Sequence[CodedUnit], axes: Sequence[str], confidence: float
) -> Shares:
    """The shares in the frame that a round was drawn from, by its design.

    The base is the coded interactions that can be told on every axis; the interval covers the drawing,
    not what coders differ in (that is their agreement). Strata are weighted to their frozen sizes.
    """
    cells = [_coded_cell(schema, unit, axes) for unit in units]
    placed = [(unit, cell) for unit, cell in zip(units, cells, strict=True) if cell is not None]
    design = _design([unit for unit, _ in placed], facts)
    found = {cell for _, cell in placed}
    counts = Counter(cell for _, cell in placed)
    facts_of: dict[str, Any] = {"confidence": confidence, **design}
    shares = {
        cell: design_proportion([float(one == cell) for _, one in placed], **facts_of).with_(
            data_version=facts.data_version, source="coding"
        )
        for cell in found
    }
    zeros = design_proportion([0.0] * len(placed), **facts_of) if placed else proportion(0, 0)
    return Shares(
        axes=tuple(axes),
        shares=shares,
        counts=counts,
        placed=len(placed),
        total=len(units),
        unseen=_bound(zeros),
        counted=False,
        data_version=facts.data_version,
    )


def axis_shares(
    schema: Schema, facts: RoundFacts, units: Sequence[CodedUnit], axis: str, confidence: float
) -> list[tuple[str, Estimate]]:
    """The share of every value of one axis, the commonest first."""
    found = coded_shares(schema, facts, units, (axis,), confidence)
    rows = [(cell[0], share) for cell, share in found.shares.items()]
    return sorted(rows, key=lambda one: (-(one[1].value or 0.0), one[0]))


def _design(units: Sequence[CodedUnit], facts: RoundFacts) -> dict[str, Any]:
    """Strata and their sizes where there is more than one, so that the draw's corrections hold."""
    if not units:
        return {}
    strata = [unit.stratum for unit in units]
    sizes = {label: facts.strata[label] for label in set(strata)}
    if len(sizes) == 1:
        return {"population": next(iter(sizes.values()))}
    return {"strata": strata, "population": sizes}


def _coded_cell(schema: Schema, unit: CodedUnit, axes: Sequence[str]) -> Cell | None:
    found = []
    for axis in axes:
        said = unit.final(axis)
        name = schema.standing(axis, said) if said not in (None, CANNOT_TELL) else None
        if name is None:
            return None
        found.append(name)
    return tuple(found)


def _census(count: int, placed: int, data_version: int) -> Estimate:
    share = count / placed
    return Estimate(
        value=share,
        low=share,
        high=share,
        unit="share",
        base=placed,
        standard_error=0.0,
        method=CENSUS,
        definition="proportion@1",
        data_version=data_version,
    )


def _bound(zero: Estimate) -> Estimate:
    return zero.with_(method=f"never seen; {zero.method}" if zero.value is not None else zero.method)
