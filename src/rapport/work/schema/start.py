"""A first draft of the schema from what the data hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.schemas.axes import AXES, MOST_VALUES
from rapport.program.schemas.errors import SchemaError
from rapport.program.schemas.plain import NewValue
from rapport.work.schema.counted import dimensions_of, usual_sources, values_in_data

SHOWN = 12
MOST_SOURCES = 2


@dataclass(frozen=True)
class AxisPreview:
    """What an axis would hold, read from `dimensions`: the commonest values, and how many there are."""

    axis: str
    dimensions: tuple[str, ...]
    values: tuple[tuple[str, int], ...]
    distinct: int


@dataclass(frozen=True)
class Preview:
    """The dimensions one can choose from, and each axis as it would begin."""

    known: tuple[str, ...]
    axes: tuple[AxisPreview, ...]


def preview_schema(home: Home, actor: Actor, chosen: Mapping[str, Sequence[str]] | None = None) -> Preview:
    """Each axis as the dimensions chosen for it (by default the likeliest) would fill it.

    Raises NotAllowedError, InputError for a dimension that nothing has.
    """
    actor.require(Permission.SCHEMA_EDIT)
    known = dimensions_of(home)
    sources = (
        usual_sources(home, known) if chosen is None else {axis: tuple(some) for axis, some in chosen.items()}
    )
    read_from = {axis.name: _checked(axis.name, sources.get(axis.name, ())) for axis in AXES}
    everything = tuple(name for names in read_from.values() for name in names)
    axes = []
    for axis in AXES:
        names = read_from[axis.name]
        found = values_in_data(home, names, everything)
        axes.append(AxisPreview(axis.name, names, tuple(found[:SHOWN]), len(found)))
    return Preview(known, tuple(axes))


def start_from_data(
    home: Home, actor: Actor, title: str, sources: Mapping[str, Sequence[str]], note: str = ""
) -> int:
    """A draft whose values are those of the data, each with its spelling as alias → its number.

    Raises NotAllowedError, SchemaError, InputError for a dimension that nothing has.
    """
    from rapport.program.schemas.services import schema_create

    actor.require(Permission.SCHEMA_EDIT)
    read_from = {axis: _checked(axis, names) for axis, names in sources.items()}
    everything = tuple(name for names in read_from.values() for name in names)
    values = {axis: new_values(home, axis, names, everything) for axis, names in read_from.items() if names}
    return schema_create(actor, title, sources=read_from, values=values, note=note)


def new_values(home: Home, axis: str, names: Sequence[str], within: Sequence[str] = ()) -> list[NewValue]:
    """The values of the data as values of an axis; `within` as for `values_in_data`. Raises SchemaError
    when they are far too many."""
    found = values_in_data(home, names, within)
    if len(found) > MOST_VALUES:
        raise SchemaError(
            f"{' and '.join(names)} has {len(found):,} values",
            axis,
            f"Choose a coarser dimension: {MOST_VALUES} are the most an axis can have.",
        )
    labels: dict[str, NewValue] = {}
    for value, _ in found:
        label = spoken(value)
        if label.casefold() in labels:
            one = labels[label.casefold()]
            labels[label.casefold()] = NewValue(one.label, (*one.aliases, value))
        else:
            labels[label.casefold()] = NewValue(label, (value,))
    return list(labels.values())


def spoken(value: str) -> str:
    """`slow_internet` → Slow internet."""
    text = " ".join(value.replace("_", " ").split()) or value
    return (text[:1].upper() + text[1:])[:200]


def _checked(axis: str, names: Sequence[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    if len(found) > MOST_SOURCES:
        raise SchemaError("An axis is read from two dimensions at most", axis, "Leave out one.")
    return found
