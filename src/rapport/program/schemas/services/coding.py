"""Draws people to interactions and keeps what they say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.models import User
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change
from rapport.program.schemas.axes import CANNOT_TELL
from rapport.program.schemas.errors import SchemaError
from rapport.program.schemas.models import (
    Code,
    CodingRound,
    CodingSeat,
    CodingUnit,
    SchemaVersion,
    Settlement,
)
from rapport.program.schemas.plain import NewValue, RoundPlan
from rapport.program.schemas.services.names import checked_label
from rapport.program.schemas.services.values import add_value
from rapport.program.schemas.services.versions import check_axis, draft_of, find_version


@transaction.atomic
def round_create(actor: Actor, plan: RoundPlan) -> int:
    """Stores a drawn sample with its coders → its id. Raises NotAllowedError, or SchemaError for an
    unknown version, axis or person, or an interaction that one person would code twice."""
    actor.require(Permission.SCHEMA_PUBLISH)
    version = find_version(plan.version)
    for axis in plan.axes:
        check_axis(axis)
    people = _coders({name for unit in plan.units for name in unit.coders})
    made = CodingRound.objects.create(
        name=checked_label(plan.name, "name"),
        version=version,
        seed=plan.seed,
        data_version=plan.data_version,
        by=list(plan.by),
        where=dict(plan.where),
        frame_size=plan.frame_size,
        excluded=dict(plan.excluded),
        strata=dict(plan.strata),
        double_share=plan.double_share,
        axes=list(plan.axes),
        created_by=actor.name,
    )
    units = CodingUnit.objects.bulk_create(
        [
            CodingUnit(
                round=made,
                interaction_id=unit.interaction_id,
                stratum=unit.stratum,
                inclusion_probability=unit.inclusion_probability,
                position=place,
            )
            for place, unit in enumerate(plan.units, start=1)
        ],
        batch_size=500,
    )
    seats = []
    for row, unit in zip(units, plan.units, strict=True):
        if len(set(unit.coders)) < len(unit.coders):
            raise SchemaError("One person would code an interaction twice", unit.interaction_id)
        seats += [
            CodingSeat(unit=row, coder=people[name], ordinal=place)
            for place, name in enumerate(unit.coders, start=1)
        ]
    CodingSeat.objects.bulk_create(seats, batch_size=500)
    after = {"version": plan.version, "size": len(units), "seed": plan.seed, "codings": len(seats)}
    log_change(actor, "coding.create", "coding", str(made.pk), after=after)
    return int(made.pk)


@transaction.atomic
def seat_code(actor: Actor, seat_id: int, codes: Mapping[str, str], comment: str = "") -> None:
    """Stores what a coder says of every axis (an empty value: it cannot be told); again replaces it.

    Raises NotAllowedError for somebody else's, or SchemaError: the round is closed, an axis has no
    answer, or a value is not in the schema.
    """
    actor.require(Permission.SCHEMA_EDIT)
    seat = _own_seat(actor, seat_id)
    version = seat.unit.round.version
    known = {axis: set[str]() for axis in seat.unit.round.axes}
    for axis, name in version.values.filter(merged_into=None).values_list("axis", "name"):
        known.setdefault(axis, set()).add(name)
    for axis in seat.unit.round.axes:
        value = codes.get(axis)
        if value is None:
            raise SchemaError("An axis has no answer yet", axis, "Choose a value, or “cannot tell”.")
        if value != CANNOT_TELL and value not in known[axis]:
            raise SchemaError(f"{value!r} is not in the schema any more", axis, "Choose another value.")
    seat.codes.all().delete()
    Code.objects.bulk_create(Code(seat=seat, axis=axis, value=codes[axis]) for axis in seat.unit.round.axes)
    action = "coding.code" if seat.done_at is None else "coding.recode"
    seat.comment, seat.done_at = comment.strip()[:5000], timezone.now()
    seat.save(update_fields=["comment", "done_at"])
    log_change(actor, action, "coding", str(seat.unit.round_id), after={"seat": seat_id})


@transaction.atomic
def value_propose(actor: Actor, seat_id: int, axis: str, label: str) -> str:
    """A coder's new value → its name; usable at once, and waiting to be accepted or merged."""
    actor.require(Permission.SCHEMA_EDIT)
    check_axis(axis)
    seat = _own_seat(actor, seat_id)
    version: SchemaVersion = draft_of(seat.unit.round.version_id)
    name = add_value(version, axis, NewValue(label), proposed_by=actor.name)
    after = {"axis": axis, "value": name}
    log_change(actor, "schema.value_propose", "schema", str(version.number), after=after)
    return name


@transaction.atomic
def code_settle(actor: Actor, unit_id: int, axis: str, value: str) -> None:
    """Says what counts where coders differed. Raises SchemaError when they did not, or no such value."""
    actor.require(Permission.SCHEMA_PUBLISH)
    check_axis(axis)
    unit = CodingUnit.objects.select_related("round__version").filter(pk=unit_id).first()
    if unit is None:
        raise SchemaError("There is no such interaction in the round", None, "Load the page again.")
    said = set(
        Code.objects.filter(seat__unit=unit, seat__done_at__isnull=False, axis=axis).values_list(
            "value", flat=True
        )
    )
    if len(said) < 2:
        raise SchemaError("Nobody disagrees there", axis, "Load the page again.")
    allowed = unit.round.version.values.filter(axis=axis, name=value, merged_into=None).exists()
    if value != CANNOT_TELL and not allowed:
        raise SchemaError(f"{value!r} is not in the schema", axis, "Choose a value of the axis.")
    Settlement.objects.update_or_create(
        unit=unit, axis=axis, defaults={"value": value, "settled_by": actor.name}
    )
    after = {"unit": unit_id, "axis": axis, "value": value}
    log_change(actor, "coding.settle", "coding", str(unit.round_id), after=after)


@transaction.atomic
def round_close(actor: Actor, round_id: int, closed: bool = True) -> None:
    """Ends a round, or opens it again. What was coded stays and counts either way."""
    actor.require(Permission.SCHEMA_PUBLISH)
    state = CodingRound.CLOSED if closed else CodingRound.OPEN
    if not CodingRound.objects.filter(pk=round_id).update(state=state):
        raise SchemaError("There is no such round", None, "Look at the list of rounds.")
    log_change(actor, "coding.close" if closed else "coding.open", "coding", str(round_id))


def erase_coding(interactions: Iterable[str]) -> Mapping[str, int]:
    """Forgets what was coded of these interactions; the frozen sizes of rounds stay, being counts."""
    wanted, gone = sorted(set(interactions)), 0
    for start in range(0, len(wanted), 500):
        units = CodingUnit.objects.filter(interaction_id__in=wanted[start : start + 500])
        gone += units.count()
        units.delete()
    return {"coded_interactions": gone}


def _own_seat(actor: Actor, seat_id: int) -> CodingSeat:
    seat: CodingSeat | None = (
        CodingSeat.objects.select_for_update(of=("self",))
        .select_related("unit__round__version")
        .filter(pk=seat_id)
        .first()
    )
    if seat is None or str(seat.coder_id) != actor.user_id:
        raise NotAllowedError(Permission.SCHEMA_EDIT, actor.name)
    if seat.unit.round.state != CodingRound.OPEN:
        raise SchemaError("The round is closed", seat.unit.round.name, "Ask whoever leads it to open it.")
    return seat


def _coders(ids: set[str]) -> dict[str, User]:
    found = {str(user.pk): user for user in User.objects.filter(pk__in=ids, is_active=True)}
    if missing := ids - set(found):
        raise SchemaError("A coder has no account", ", ".join(sorted(missing)), "Choose people of the list.")
    return found
