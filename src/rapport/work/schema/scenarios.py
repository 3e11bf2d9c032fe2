"""Scenarios: the cells of the schema that occur, how often, and what is ready for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import prod

from rapport.home import Home
from rapport.measures.estimate import Estimate
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.schemas.axes import AXES
from rapport.program.schemas.errors import SchemaError
from rapport.program.schemas.plain import Schema
from rapport.records import InputError
from rapport.work.schema.coverage import Coverage, coverage_of
from rapport.work.schema.placing import Cell
from rapport.work.schema.shares import Shares, coded_shares, counted_shares

SORTS = ("share", "evaluated", "sampled", "name")
MOST_COUNTED = 300_000
GAPS = ("evaluations", "answers", "criteria", "sample")


@dataclass(frozen=True)
class Asked:
    """Which scenarios are looked at: the combined `axes` (empty: all that have values), `round` whose
    codes are the source (None: the data), values to keep by axis, and gaps to show alone."""

    axes: tuple[str, ...] = ()
    round: int | None = None
    keep: Mapping[str, str] = field(default_factory=dict)
    gap: str = ""
    sort: str = "share"


@dataclass(frozen=True)
class Scenario:
    """One cell with its labels in the order of the axes, and its coverage. `allowed` is False where a
    rule says that it cannot occur and yet it was seen."""

    cell: Cell
    labels: tuple[str, ...]
    share: Estimate
    count: int
    coverage: Coverage
    allowed: bool


@dataclass(frozen=True)
class Scenarios:
    """`rows` that match, of `seen` in all; `possible` combinations no rule forbids, `never_seen` of them
    not seen. `tail` scenarios are the rarest that together hold `tail_share` at most."""

    axes: tuple[str, ...]
    rows: tuple[Scenario, ...]
    seen: int
    possible: int | None
    never_seen: int | None
    tail: int
    tail_share: float
    shares: Shares
    criteria: str | None


def find_scenarios(home: Home, actor: Actor, schema: Schema, asked: Asked) -> Scenarios:
    """The scenarios of a version that occur.

    Shares and coverage are of the whole home, whoever asks: nobody's interaction is told here. Raises
    NotAllowedError, SchemaError for an unknown axis or round, InputError for a dimension that has gone.
    """
    actor.require(Permission.SCHEMA_READ)
    axes = _axes(schema, asked)
    shares = _shares(home, actor, schema, asked, axes)
    coverage = coverage_of(home, actor, schema, axes, shares)
    rows = [
        Scenario(
            cell=cell,
            labels=_labels(schema, axes, cell),
            share=share,
            count=shares.counts[cell],
            coverage=coverage.of(cell),
            allowed=schema.possible(dict(zip(axes, cell, strict=True))),
        )
        for cell, share in shares.shares.items()
    ]
    possible = possible_cells(schema, axes)
    tail, tail_share = _tail([row.share.value or 0.0 for row in rows])
    return Scenarios(
        axes=axes,
        rows=tuple(sorted(filter(_wanted(axes, asked), rows), key=_order(asked.sort))),
        seen=len(rows),
        possible=possible,
        never_seen=None if possible is None else possible - sum(row.allowed for row in rows),
        tail=tail,
        tail_share=tail_share,
        shares=shares,
        criteria=coverage.criteria,
    )


def possible_cells(schema: Schema, axes: Sequence[str]) -> int | None:
    """How many combinations no rule forbids; None where that takes too long to count.

    Rules join pairs of axes, so axes without rules multiply.
    """
    linked = {axis: {axis} for axis in axes}
    for pair in schema.pairs:
        if pair.axis_a in linked and pair.axis_b in linked and pair.axis_a != pair.axis_b:
            both = linked[pair.axis_a] | linked[pair.axis_b]
            for axis in both:
                linked[axis] = both
    groups = {tuple(axis for axis in axes if axis in one) for one in linked.values()}
    if any(len(one) > 1 and prod(len(schema.values(axis)) for axis in one) > MOST_COUNTED for one in groups):
        return None
    return prod(_count(schema, group) for group in groups)


def _count(schema: Schema, axes: tuple[str, ...]) -> int:
    values = [tuple(value.name for value in schema.values(axis)) for axis in axes]
    if len(axes) == 1:
        return len(values[0])
    forbidden = {
        (first, second): {
            (pair.value_a, pair.value_b) if pair.axis_a == first else (pair.value_b, pair.value_a)
            for pair in schema.pairs
            if {pair.axis_a, pair.axis_b} == {first, second}
        }
        for first, second in combinations(axes, 2)
    }

    def below(chosen: tuple[str, ...]) -> int:
        place = len(chosen)
        if place == len(axes):
            return 1
        return sum(
            below((*chosen, value))
            for value in values[place]
            if not any(
                (chosen[before], value) in forbidden[axes[before], axes[place]] for before in range(place)
            )
        )

    return below(())


def _axes(schema: Schema, asked: Asked) -> tuple[str, ...]:
    known = [axis.name for axis in AXES]
    for axis in (*asked.axes, *asked.keep):
        if axis not in known:
            raise SchemaError(f"There is no axis {axis!r}", "axes", f"Axes are {', '.join(known)}.")
    if asked.sort not in SORTS or asked.gap not in ("", *GAPS):
        raise InputError(
            "The list cannot be ordered or narrowed so", "sort, gap", "Use the form of the page."
        )
    filled = [axis for axis in known if schema.values(axis)]
    usable = [axis for axis in filled if asked.round is not None or schema.sources.get(axis)]
    chosen = [axis for axis in usable if not asked.axes or axis in asked.axes]
    if not chosen:
        raise SchemaError(
            "None of the axes has values that are found in the data",
            "axes",
            "Say which dimension of the data an axis is read from, or draw a sample and code it.",
        )
    return tuple(chosen)


def _shares(home: Home, actor: Actor, schema: Schema, asked: Asked, axes: tuple[str, ...]) -> Shares:
    from rapport.program.schemas.selectors import coded_units, coding_round

    if asked.round is None:
        return counted_shares(home, schema, axes)
    facts = coding_round(actor, asked.round)
    if facts is None:
        raise SchemaError("There is no such round of coding", "round", "Choose one of the list.")
    axes = tuple(axis for axis in axes if axis in facts.axes)
    units = coded_units(actor, asked.round)
    return coded_shares(schema, facts, units, axes, home.settings.confidence)


def _labels(schema: Schema, axes: Sequence[str], cell: Cell) -> tuple[str, ...]:
    labels = {(axis, value.name): value.label for axis in axes for value in schema.values(axis)}
    return tuple(labels.get((axis, name), name) for axis, name in zip(axes, cell, strict=True))


def _wanted(axes: tuple[str, ...], asked: Asked) -> Callable[[Scenario], bool]:
    place = {axis: number for number, axis in enumerate(axes)}
    kept = [(place[axis], value) for axis, value in asked.keep.items() if value and axis in place]

    def keep(row: Scenario) -> bool:
        if any(row.cell[number] != value for number, value in kept):
            return False
        have = {
            "evaluations": row.coverage.evaluated,
            "answers": row.coverage.answers,
            "criteria": row.coverage.clauses,
            "sample": row.coverage.sampled,
        }
        return not asked.gap or not have[asked.gap]

    return keep


def _order(sort: str) -> Callable[[Scenario], tuple[float, tuple[str, ...]]]:
    def key(row: Scenario) -> tuple[float, tuple[str, ...]]:
        amount = {
            "share": row.share.value or 0.0,
            "evaluated": row.coverage.evaluated,
            "sampled": row.coverage.sampled,
            "name": 0.0,
        }[sort]
        return -amount, row.labels

    return key


def _tail(shares: Sequence[float], most: float = 0.1) -> tuple[int, float]:
    """How many of the rarest scenarios hold a tenth of all interactions together, and what they hold."""
    total, count = 0.0, 0
    for share in sorted(shares):
        if total + share > most:
            break
        total, count = total + share, count + 1
    return count, total
