"""Makes versions of the schema, and publishes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change
from rapport.program.schemas.axes import AXES, AXIS, MOST_VALUES
from rapport.program.schemas.errors import FrozenError, SchemaError
from rapport.program.schemas.models import AxisValue, ImpossiblePair, SchemaVersion
from rapport.program.schemas.plain import NewValue
from rapport.program.schemas.services.names import checked_label, free_name

RETRIES = 5


def schema_create(
    actor: Actor,
    title: str,
    *,
    sources: Mapping[str, Sequence[str]] | None = None,
    values: Mapping[str, Sequence[NewValue]] | None = None,
    note: str = "",
) -> int:
    """A new draft → its number. Axes left out are empty and can be filled by coding.

    Raises NotAllowedError, or SchemaError for an unknown axis, an empty title or far too many values.
    """
    actor.require(Permission.SCHEMA_EDIT)
    given = {axis: list(some) for axis, some in (values or {}).items()}
    read_from = {axis: list(names) for axis, names in (sources or {}).items() if names}
    for axis in (*given, *read_from):
        check_axis(axis)
    for axis, some in given.items():
        if len(some) > MOST_VALUES:
            what = f"{AXIS[axis].title} would have {len(some)} values"
            raise SchemaError(what, axis, f"Choose a coarser dimension: {MOST_VALUES} are the most.")
    with transaction.atomic():
        version = _next(actor, title, read_from, note, None)
        for axis, some in given.items():
            taken: set[str] = set()
            rows = []
            for place, one in enumerate(some):
                name = free_name(one.label, taken)
                taken.add(name)
                rows.append(_row(version, axis, name, place, one))
            AxisValue.objects.bulk_create(rows)
        counts = {axis: len(some) for axis, some in given.items()}
        log_change(actor, "schema.create", "schema", str(version.number), after={"values": counts})
    return int(version.number)


def schema_copy(actor: Actor, number: int) -> int:
    """A new draft with everything that stands in `number`. Raises NotAllowedError, SchemaError."""
    actor.require(Permission.SCHEMA_EDIT)
    with transaction.atomic():
        before = find_version(number)
        version = _next(actor, before.title, before.sources, before.note, before)
        for model in (AxisValue, ImpossiblePair):
            rows = list(model.objects.filter(version=before))
            for row in rows:
                row.pk, row.version = None, version
            model.objects.bulk_create(rows)
        log_change(actor, "schema.copy", "schema", str(version.number), after={"from": number})
    return int(version.number)


@transaction.atomic
def schema_publish(actor: Actor, number: int) -> None:
    """From now on the version stays as it is. Raises NotAllowedError, or SchemaError when a proposed
    value was neither accepted nor merged, or nothing is in it."""
    actor.require(Permission.SCHEMA_PUBLISH)
    version = draft_of(number)
    standing = version.values.filter(merged_into=None)
    waiting = [row.label for row in standing.filter(proposed=True)[:5]]
    if waiting:
        raise SchemaError(
            f"Proposed values wait for an answer: {', '.join(waiting)}",
            f"version {number}",
            "Accept each, or merge it into another.",
        )
    if not standing.exists():
        raise SchemaError("The schema is empty", f"version {number}", "Add values to at least one axis.")
    version.state, version.published_at = SchemaVersion.PUBLISHED, timezone.now()
    version.published_by = actor.name
    version.save(update_fields=["state", "published_at", "published_by"])
    log_change(actor, "schema.publish", "schema", str(number), after={"state": version.state})


@transaction.atomic
def schema_discard(actor: Actor, number: int) -> None:
    """Removes a draft that nobody codes by. Raises NotAllowedError, SchemaError."""
    actor.require(Permission.SCHEMA_PUBLISH)
    version = draft_of(number)
    if version.rounds.exists():
        raise SchemaError(
            f"Version {number} was coded by", f"version {number}", "Keep it; make a new version from it."
        )
    version.delete()
    log_change(actor, "schema.discard", "schema", str(number), before={"title": version.title})


@transaction.atomic
def schema_describe(actor: Actor, number: int, *, title: str, note: str) -> None:
    """Changes how a draft is called and what is noted of it."""
    actor.require(Permission.SCHEMA_EDIT)
    version = draft_of(number)
    before = {"title": version.title}
    version.title, version.note = checked_label(title, "title"), note.strip()[:5000]
    version.save(update_fields=["title", "note"])
    log_change(actor, "schema.describe", "schema", str(number), before=before, after={"title": version.title})


def find_version(number: int) -> SchemaVersion:
    """The version, locked where the database can. Raises SchemaError."""
    found: SchemaVersion | None = SchemaVersion.objects.select_for_update().filter(number=number).first()
    if found is None:
        raise SchemaError(
            f"There is no version {number} of the schema", None, "Look at the list of versions."
        )
    return found


def draft_of(number: int) -> SchemaVersion:
    """The version, if it may be changed. Raises SchemaError, FrozenError."""
    version = find_version(number)
    if version.state != SchemaVersion.DRAFT:
        raise FrozenError(number)
    return version


def check_axis(axis: str) -> None:
    """Raises SchemaError for a name that is no axis."""
    if axis not in AXIS:
        known = ", ".join(one.name for one in AXES)
        raise SchemaError(f"There is no axis {axis!r}", "axis", f"Axes are {known}.")


def _next(
    actor: Actor, title: str, sources: Mapping[str, Sequence[str]], note: str, before: SchemaVersion | None
) -> SchemaVersion:
    label = checked_label(title, "title")
    for _ in range(RETRIES):
        number = (SchemaVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                made: SchemaVersion = SchemaVersion.objects.create(
                    number=number,
                    title=label,
                    note=note.strip()[:5000],
                    sources={axis: list(names) for axis, names in sources.items()},
                    based_on=before,
                    created_by=actor.name,
                )
                return made
        except IntegrityError:
            continue
    raise SchemaError("Others are making versions at this moment", None, "Try again.")


def _row(version: SchemaVersion, axis: str, name: str, place: int, one: NewValue) -> AxisValue:
    return AxisValue(
        version=version,
        axis=axis,
        name=name,
        label=checked_label(one.label, axis),
        description=one.description,
        examples=one.examples,
        aliases=list(one.aliases),
        position=place,
    )
