"""The values of a version with how often the data have them, and what the data have beside."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.schemas.axes import AXES
from rapport.program.schemas.plain import Schema, Value
from rapport.records import InputError
from rapport.work.schema.counted import values_in_data


@dataclass(frozen=True)
class CountedValue:
    """A value and how many interactions are spelt so; None where the axis is not read from the data."""

    value: Value
    count: int | None


@dataclass(frozen=True)
class AxisView:
    """One axis of a version. `unplaced` are spellings of the data that no value has, commonest first."""

    name: str
    title: str
    question: str
    dimensions: tuple[str, ...]
    values: tuple[CountedValue, ...]
    unplaced: tuple[tuple[str, int], ...]
    problem: str = ""


def axis_views(home: Home, actor: Actor, schema: Schema) -> tuple[AxisView, ...]:
    """Every axis with counts. A dimension that has gone from the data is told, not raised."""
    actor.require(Permission.SCHEMA_READ)
    return tuple(_view(home, schema, axis.name, axis.title, axis.question) for axis in AXES)


def _view(home: Home, schema: Schema, name: str, title: str, question: str) -> AxisView:
    dimensions, problem = schema.sources.get(name, ()), ""
    try:
        everything = tuple(name for names in schema.sources.values() for name in names)
        found = dict(values_in_data(home, dimensions, everything))
    except InputError as error:
        found, problem = {}, error.what
    values = tuple(
        CountedValue(value, sum(found.get(alias, 0) for alias in value.aliases) if dimensions else None)
        for value in schema.values(name)
    )
    spelt = {alias for one in values for alias in one.value.aliases}
    unplaced = tuple((value, count) for value, count in found.items() if value not in spelt)
    return AxisView(name, title, question, dimensions, values, unplaced, problem)
