"""Rounds of coding: how far they are, whose turn it is, and what was said."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q

from rapport.program.people.actor import Actor
from rapport.program.people.models import User
from rapport.program.people.permissions import ROLES, Permission
from rapport.program.schemas.models import Code, CodingRound, CodingSeat, CodingUnit, Settlement
from rapport.program.schemas.plain import CodedUnit, CoderProgress, RoundFacts, Seat


def coding_rounds(actor: Actor) -> list[RoundFacts]:
    """All rounds, newest first. Raises NotAllowedError."""
    actor.require(Permission.SCHEMA_READ)
    return _facts(actor, CodingRound.objects.order_by("-id"))


def coding_round(actor: Actor, round_id: int) -> RoundFacts | None:
    """One round; None when there is none. Raises NotAllowedError."""
    actor.require(Permission.SCHEMA_READ)
    return next(iter(_facts(actor, CodingRound.objects.filter(pk=round_id))), None)


def _facts(actor: Actor, rounds: Iterable[CodingRound]) -> list[RoundFacts]:
    rows = list(rounds)
    counted = (
        CodingSeat.objects.filter(unit__round__in=rows)
        .values("unit__round", "coder", "coder__name", "coder__email")
        .annotate(asked=Count("id"), done=Count("id", filter=Q(done_at__isnull=False)))
        .order_by("coder__name", "coder__email")
    )
    coders: dict[int, list[CoderProgress]] = {}
    for row in counted:
        name = row["coder__name"] or row["coder__email"]
        one = CoderProgress(str(row["coder"]), name, row["done"], row["asked"])
        coders.setdefault(row["unit__round"], []).append(one)
    sizes = dict(
        CodingUnit.objects.filter(round__in=rows).values_list("round").annotate(n=Count("id")).order_by()
    )
    return [_round(actor, row, coders.get(row.pk, []), sizes.get(row.pk, 0)) for row in rows]


def _round(actor: Actor, row: CodingRound, coders: list[CoderProgress], size: int) -> RoundFacts:
    mine = [one.asked - one.done for one in coders if one.user_id == actor.user_id]
    return RoundFacts(
        id=row.pk,
        name=row.name,
        version=row.version_id,
        state=row.state,
        seed=row.seed,
        data_version=row.data_version,
        by=tuple(row.by),
        where=dict(row.where),
        frame_size=row.frame_size,
        excluded=dict(row.excluded),
        strata=dict(row.strata),
        size=size,
        double_share=row.double_share,
        axes=tuple(row.axes),
        coders=tuple(coders),
        created_by=row.created_by,
        created_at=row.created_at,
        yours=sum(mine) if row.state == CodingRound.OPEN else 0,
    )


def next_seat(actor: Actor, round_id: int) -> int | None:
    """The first interaction that the person has still to code; None when nothing is left."""
    actor.require(Permission.SCHEMA_EDIT)
    open_ones = CodingSeat.objects.filter(unit__round=round_id, coder=actor.user_id, done_at=None)
    found: int | None = open_ones.order_by("unit__position").values_list("pk", flat=True).first()
    return found


def coding_seat(actor: Actor, seat_id: int) -> Seat | None:
    """The person's own seat; None for none and for somebody else's: coding is blind."""
    actor.require(Permission.SCHEMA_EDIT)
    row = CodingSeat.objects.select_related("unit__round").filter(pk=seat_id, coder=actor.user_id).first()
    if row is None:
        return None
    mine = CodingSeat.objects.filter(unit__round=row.unit.round_id, coder=actor.user_id)
    before = mine.filter(unit__position__lte=row.unit.position).count()
    return Seat(
        id=row.pk,
        round=row.unit.round_id,
        version=row.unit.round.version_id,
        interaction_id=row.unit.interaction_id,
        position=before,
        size=mine.count(),
        axes=tuple(row.unit.round.axes),
        codes=dict(row.codes.values_list("axis", "value")),
        comment=row.comment,
        done=row.done_at is not None,
        left=mine.filter(done_at=None).count(),
    )


def may_see_codes(actor: Actor, round_id: int) -> bool:
    """Whether the person has nothing left to code in the round: until then others' codes stay hidden."""
    actor.require(Permission.SCHEMA_READ)
    waiting = CodingSeat.objects.filter(unit__round=round_id, coder=actor.user_id, done_at=None)
    open_round = CodingRound.objects.filter(pk=round_id, state=CodingRound.OPEN)
    return actor.user_id is None or not (open_round.exists() and waiting.exists())


def coded_units(actor: Actor, round_id: int) -> tuple[CodedUnit, ...]:
    """What was said of every drawn interaction that somebody has coded, in the order of the draw.

    Empty for who has still to code in the round. Raises NotAllowedError.
    """
    if not may_see_codes(actor, round_id):
        return ()
    said = (
        Code.objects.filter(seat__unit__round=round_id, seat__done_at__isnull=False)
        .order_by("seat__ordinal")
        .values_list("seat__unit", "axis", "seat__coder__name", "seat__coder__email", "value")
    )
    codes: dict[int, dict[str, list[tuple[str, str]]]] = {}
    for unit, axis, name, email, value in said:
        codes.setdefault(unit, {}).setdefault(axis, []).append((name or email, value))
    settled: dict[int, dict[str, str]] = {}
    for unit, axis, value in Settlement.objects.filter(unit__round=round_id).values_list(
        "unit", "axis", "value"
    ):
        settled.setdefault(unit, {})[axis] = value
    rows = CodingUnit.objects.filter(round=round_id, pk__in=codes).order_by("position")
    if len(codes) > 5000:
        rows = CodingUnit.objects.filter(round=round_id).order_by("position")
    return tuple(
        CodedUnit(
            id=row.pk,
            interaction_id=row.interaction_id,
            stratum=row.stratum,
            inclusion_probability=row.inclusion_probability,
            codes={axis: tuple(some) for axis, some in codes[row.pk].items()},
            settled=settled.get(row.pk, {}),
        )
        for row in rows
        if row.pk in codes
    )


def possible_coders(actor: Actor) -> list[tuple[str, str]]:
    """Accounts that may code, as (id, name). Raises NotAllowedError."""
    actor.require(Permission.SCHEMA_PUBLISH)
    roles = [name for name, role in ROLES.items() if Permission.SCHEMA_EDIT in role.permissions]
    people = User.objects.filter(is_active=True, grants__role__in=roles).distinct().order_by("name", "email")
    return [(str(person.pk), str(person)) for person in people]
