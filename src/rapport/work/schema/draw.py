"""Draws a random sample for coding and shares it out."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from rapport.home import Home
from rapport.measures import allocate, draw_rows
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.schemas.axes import AXES
from rapport.program.schemas.errors import SchemaError
from rapport.program.schemas.plain import DrawnUnit, RoundPlan
from rapport.warehouse import Warehouse
from rapport.work.jobs.enqueue import enqueue
from rapport.work.progress import Progress
from rapport.work.sampling.assign import assign
from rapport.work.sampling.frame import sampling_frame
from rapport.work.sampling.order import shuffled

MOST = 5000


def draw_round(
    home: Home,
    actor: Actor,
    version: int,
    *,
    name: str,
    size: int,
    coders: Sequence[str],
    double: float = 0.3,
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    minimum: int = 0,
    seed: int | None = None,
) -> int:
    """Draws `size` interactions with an agent's turn, in strata `by`, for these coders (account ids); a
    share `double` is coded by two, blind → the round's id. The same seed and data draw the same.

    Raises NotAllowedError, InputError for a dimension that nothing has or an empty frame, SchemaError for
    numbers that cannot hold.
    """
    from rapport.program.schemas.services import round_create

    actor.require(Permission.SCHEMA_PUBLISH)
    people = tuple(dict.fromkeys(coders))
    _check(size, people, double, minimum)
    chosen = secrets.randbelow(2**31) if seed is None else seed
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        frame = sampling_frame(snapshot, by, dict(where or {}), home.settings.time_zone)
        data_version = snapshot.data_version
    sizes = frame.sizes
    total = min(size, sum(sizes.values()))
    least = sum(min(minimum, one) for one in sizes.values())
    counts = allocate(max(total, least), sizes, minimum=minimum)
    rows = draw_rows(frame.ids, dict(counts), frame.strata, seed=chosen)
    stratum = dict(zip(frame.ids[rows.rows].tolist(), map(str, rows.stratum), strict=True))
    drawn: dict[str, list[str]] = {}
    for interaction, label in stratum.items():
        drawn.setdefault(label, []).append(interaction)
    seats = assign(drawn, people, double, chosen)
    plan = RoundPlan(
        name=name,
        version=version,
        seed=chosen,
        data_version=data_version,
        by=tuple(by),
        where=dict(where or {}),
        frame_size=sum(sizes.values()),
        excluded=frame.excluded,
        strata=sizes,
        double_share=double,
        axes=tuple(axis.name for axis in AXES),
        units=tuple(
            DrawnUnit(one, stratum[one], counts[stratum[one]] / sizes[stratum[one]], seats[one])
            for one in shuffled(stratum, chosen, "position")
        ),
    )
    made: int = round_create(actor, plan)
    return made


def draw_round_later(actor: Actor, version: int, **wish: Any) -> str:
    """Lets the worker draw, from a large home, with the other arguments of `draw_round` → the job's id.

    Raises NotAllowedError, and SchemaError as `draw_round` does.
    """
    actor.require(Permission.SCHEMA_PUBLISH)
    _check(wish["size"], tuple(dict.fromkeys(wish["coders"])), wish["double"], wish["minimum"])
    return enqueue(actor, "coding sample", version=version, wish=wish)


def draw_round_now(
    home: Home, actor: Actor, progress: Progress, *, version: int, wish: Mapping[str, Any]
) -> dict[str, Any]:
    """The job. Raises what `draw_round` raises."""
    progress.stage("Drawing the sample")
    made = draw_round(home, actor, version, **wish)
    return {"address": f"/audit/schema/coding/{made}"}


def _check(size: int, people: Sequence[str], double: float, minimum: int) -> None:
    if not 1 <= size <= MOST:
        raise SchemaError(f"The sample has {size} interactions", "size", f"Use 1 to {MOST:,}.")
    if not people:
        raise SchemaError("Nobody is chosen to code", "coders", "Choose one person or more.")
    if not 0 <= double <= 1:
        raise SchemaError("The share coded twice lies outside 0 to 100 %", "double", "Use 0 to 100.")
    if double and len(people) < 2:
        raise SchemaError("Coding twice needs two people", "coders", "Choose a second, or 0 % coded twice.")
    if minimum < 0:
        raise SchemaError("A stratum cannot have less than none", "minimum", "Use 0 or more.")
