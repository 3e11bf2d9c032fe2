"""Adds, renames, merges and removes values of a draft, and marks pairs that cannot occur."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change
from rapport.program.schemas.axes import AXES
from rapport.program.schemas.errors import SchemaError
from rapport.program.schemas.models import AxisValue, Code, ImpossiblePair, SchemaVersion, Settlement
from rapport.program.schemas.plain import NewValue
from rapport.program.schemas.services.names import checked_label, free_name
from rapport.program.schemas.services.versions import check_axis, draft_of

ORDER = {axis.name: place for place, axis in enumerate(AXES)}


@transaction.atomic
def value_add(actor: Actor, number: int, axis: str, value: NewValue) -> str:
    """A new value → its name. Raises NotAllowedError, or SchemaError: frozen, unknown axis, a label that
    is taken, an alias that another value has."""
    actor.require(Permission.SCHEMA_EDIT)
    check_axis(axis)
    version = draft_of(number)
    name = add_value(version, axis, value)
    log_change(actor, "schema.value_add", "schema", str(number), after={"axis": axis, "value": name})
    return name


def add_value(version: SchemaVersion, axis: str, value: NewValue, proposed_by: str = "") -> str:
    """Stores a value of a draft; `proposed_by` marks it as waiting for an answer."""
    label = checked_label(value.label, "label")
    rows = list(version.values.filter(axis=axis))
    _check_free(rows, label, value.aliases, None)
    name = free_name(label, {row.name for row in rows})
    AxisValue.objects.create(
        version=version,
        axis=axis,
        name=name,
        label=label,
        description=value.description.strip(),
        examples=value.examples.strip(),
        aliases=list(value.aliases),
        position=max((row.position for row in rows), default=-1) + 1,
        proposed=bool(proposed_by),
        proposed_by=proposed_by,
    )
    return name


@transaction.atomic
def value_change(actor: Actor, number: int, axis: str, name: str, value: NewValue) -> None:
    """Changes label, description, examples and aliases; the name stays. A proposed value is accepted."""
    actor.require(Permission.SCHEMA_EDIT)
    version = draft_of(number)
    row = _value(version, axis, name)
    rows = list(version.values.filter(axis=axis))
    label = checked_label(value.label, "label")
    _check_free(rows, label, value.aliases, name)
    before = {"label": row.label, "aliases": row.aliases}
    row.label, row.description, row.examples = label, value.description.strip(), value.examples.strip()
    row.aliases, row.proposed = list(value.aliases), False
    row.save()
    after = {"axis": axis, "value": name, "label": label, "aliases": row.aliases}
    log_change(actor, "schema.value_change", "schema", str(number), before=before, after=after)


@transaction.atomic
def values_merge(actor: Actor, number: int, axis: str, names: Iterable[str], into: str) -> None:
    """What was meant by `names` is meant by `into` from now on: spellings, codes and rules follow."""
    actor.require(Permission.SCHEMA_EDIT)
    version = draft_of(number)
    target = _value(version, axis, into)
    merged = sorted(set(names) - {into})
    if not merged:
        raise SchemaError("Nothing is chosen to merge", axis, "Choose two values or more.")
    for name in merged:
        row = _value(version, axis, name)
        target.aliases = list(dict.fromkeys([*target.aliases, *row.aliases]))
        row.merged_into, row.aliases, row.proposed = into, [], False
        row.save(update_fields=["merged_into", "aliases", "proposed"])
        version.pairs.filter(axis_a=axis, value_a=name).delete()
        version.pairs.filter(axis_b=axis, value_b=name).delete()
    target.save(update_fields=["aliases"])
    after = {"axis": axis, "merged": merged, "into": into}
    log_change(actor, "schema.values_merge", "schema", str(number), after=after)


@transaction.atomic
def value_remove(actor: Actor, number: int, axis: str, name: str) -> None:
    """Removes a value that nobody has coded by. Raises SchemaError where somebody has: merge it then."""
    actor.require(Permission.SCHEMA_EDIT)
    version = draft_of(number)
    row = _value(version, axis, name)
    coded = Code.objects.filter(seat__unit__round__version=version, axis=axis, value=name).exists()
    settled = Settlement.objects.filter(unit__round__version=version, axis=axis, value=name).exists()
    held = version.values.filter(axis=axis, merged_into=name).exists()
    if coded or settled or held:
        raise SchemaError(f"{row.label} was coded by", axis, "Merge it into another value instead.")
    version.pairs.filter(axis_a=axis, value_a=name).delete()
    version.pairs.filter(axis_b=axis, value_b=name).delete()
    before = {"axis": axis, "value": name, "label": row.label, "aliases": row.aliases}
    row.delete()
    log_change(actor, "schema.value_remove", "schema", str(number), before=before)


@transaction.atomic
def pairs_set(
    actor: Actor, number: int, axis_a: str, axis_b: str, impossible: Iterable[tuple[str, str]]
) -> None:
    """Of these two axes exactly these pairs of values cannot occur. Raises SchemaError for a value that
    the axes do not have, or one axis with itself."""
    actor.require(Permission.SCHEMA_EDIT)
    check_axis(axis_a)
    check_axis(axis_b)
    if axis_a == axis_b:
        raise SchemaError("An axis is not combined with itself", axis_a, "Choose two axes.")
    version = draft_of(number)
    wanted = sorted(set(impossible))
    if ORDER[axis_a] > ORDER[axis_b]:
        axis_a, axis_b = axis_b, axis_a
        wanted = sorted((b, a) for a, b in wanted)
    known = {axis: {row.name for row in _standing(version, axis)} for axis in (axis_a, axis_b)}
    for a, b in wanted:
        if a not in known[axis_a] or b not in known[axis_b]:
            raise SchemaError(
                "A value of the pair is not in the schema", f"{a} × {b}", "Load the page again."
            )
    old = version.pairs.filter(axis_a=axis_a, axis_b=axis_b)
    before = sorted(old.values_list("value_a", "value_b"))
    old.delete()
    ImpossiblePair.objects.bulk_create(
        ImpossiblePair(version=version, axis_a=axis_a, value_a=a, axis_b=axis_b, value_b=b) for a, b in wanted
    )
    facts = {"axes": [axis_a, axis_b]}
    log_change(
        actor, "schema.pairs_set", "schema", str(number),
        before=facts | {"pairs": [list(one) for one in before]},
        after=facts | {"pairs": [list(one) for one in wanted]},
    )  # fmt: skip


def _standing(version: SchemaVersion, axis: str) -> Iterable[AxisValue]:
    rows: Iterable[AxisValue] = version.values.filter(axis=axis, merged_into=None)
    return rows


def _value(version: SchemaVersion, axis: str, name: str) -> AxisValue:
    check_axis(axis)
    row: AxisValue | None = version.values.filter(axis=axis, name=name, merged_into=None).first()
    if row is None:
        raise SchemaError(f"There is no value {name!r}", axis, "Somebody may have merged it: load the page.")
    return row


def _check_free(rows: list[AxisValue], label: str, aliases: Iterable[str], own: str | None) -> None:
    others = [row for row in rows if row.name != own and row.merged_into is None]
    if any(row.label.casefold() == label.casefold() for row in others):
        raise SchemaError(f"There is a value {label!r} already", "label", "Use that one, or another name.")
    taken = {alias: row.label for row in others for alias in row.aliases}
    for alias in aliases:
        if alias in taken:
            raise SchemaError(
                f"{alias!r} stands for {taken[alias]!r} already", "aliases", "Take it away there first."
            )
