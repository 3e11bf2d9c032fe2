"""Versions of the schema."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.schemas.axes import AXES
from rapport.program.schemas.models import AxisValue, SchemaVersion
from rapport.program.schemas.plain import Pair, Schema, Value, VersionFacts


def schema_versions(actor: Actor) -> list[VersionFacts]:
    """All versions, newest first. Raises NotAllowedError."""
    actor.require(Permission.SCHEMA_READ)
    counted = AxisValue.objects.filter(merged_into=None).values("version", "axis").annotate(n=Count("id"))
    values: dict[int, dict[str, int]] = {}
    for row in counted:
        values.setdefault(row["version"], {})[row["axis"]] = row["n"]
    rows = SchemaVersion.objects.order_by("-number")
    return [_facts(row, values.get(row.number, {})) for row in rows]


def schema_version(actor: Actor, number: int) -> Schema | None:
    """One version, whole; None when there is none. Raises NotAllowedError."""
    actor.require(Permission.SCHEMA_READ)
    row = SchemaVersion.objects.filter(number=number).first()
    return None if row is None else _whole(row)


def newest_schema(actor: Actor) -> Schema | None:
    """The newest published version, else the newest draft; None before the first."""
    actor.require(Permission.SCHEMA_READ)
    published = SchemaVersion.objects.filter(state=SchemaVersion.PUBLISHED)
    row = published.order_by("-number").first() or SchemaVersion.objects.order_by("-number").first()
    return None if row is None else _whole(row)


def _whole(row: SchemaVersion) -> Schema:
    values: dict[str, list[Value]] = {axis.name: [] for axis in AXES}
    for one in row.values.order_by("position", "id"):
        values[one.axis].append(_value(one))
    standing = {axis: len([one for one in some if one.merged_into is None]) for axis, some in values.items()}
    return Schema(
        facts=_facts(row, standing),
        note=row.note,
        sources={axis: tuple(names) for axis, names in row.sources.items()},
        axes={axis: tuple(some) for axis, some in values.items()},
        pairs=frozenset(
            Pair(*one) for one in row.pairs.values_list("axis_a", "value_a", "axis_b", "value_b")
        ),
    )


def _value(row: AxisValue) -> Value:
    return Value(
        name=row.name,
        label=row.label,
        description=row.description,
        examples=row.examples,
        aliases=tuple(row.aliases),
        proposed=row.proposed,
        proposed_by=row.proposed_by,
        merged_into=row.merged_into,
    )


def _facts(row: SchemaVersion, values: Mapping[str, int]) -> VersionFacts:
    return VersionFacts(
        number=row.number,
        title=row.title,
        state=row.state,
        based_on=row.based_on_id,
        created_by=row.created_by,
        created_at=row.created_at,
        published_by=row.published_by,
        published_at=row.published_at,
        values=dict(values),
    )
