"""Makes the plan of a sample: draws it, keeps reserves, says who scores what."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from rapport.criteria import Criteria
from rapport.findings.questions.among import among
from rapport.measures import draw_rows
from rapport.program.audits.plain import Barred, DrawnInteraction, SamplePlan, Spare, StratumPlan
from rapport.program.people.actor import Actor
from rapport.records import InputError
from rapport.warehouse import Snapshot
from rapport.work.sampling.asked import Asked
from rapport.work.sampling.assign import assign, weights
from rapport.work.sampling.conflicts import conflicts_of
from rapport.work.sampling.frame import Frame
from rapport.work.sampling.order import shuffled
from rapport.work.sampling.pilot import Pilot, pilot
from rapport.work.sampling.size import Size, planned_size

RESERVE_SHARE = 0.1
FEWEST_RESERVES = 3
Served = tuple[str | None, str | None]


def make_plan(
    actor: Actor, snapshot: Snapshot, name: str, asked: Asked, frame: Frame, criteria: Criteria | None
) -> tuple[SamplePlan, Pilot | None]:
    """The plan, and the earlier evaluations its size rests on.

    Raises InputError for a name that cannot be, AuditError where nobody may score an interaction.
    """
    from rapport.program.audits.selectors import scored_units

    if not re.fullmatch(r"[A-Za-z0-9_-]{1,100}", name):
        raise InputError(f"The name is {name!r}", "--name", "Use letters, digits, - and _.")
    known = pilot(scored_units(actor, criteria.id)) if criteria else None
    size = size_of(frame.sizes, known, asked)
    stratum_of = _drawn(frame, size.counts, asked.seed)
    spare_of = _spare(frame, size.counts, stratum_of, asked.seed)
    served = _served_by(snapshot, (*stratum_of, *spare_of))
    conflicts = conflicts_of(snapshot, actor, asked.evaluators, asked.exclusions, asked.bar_own_team)
    people = _people(asked, stratum_of, served, conflicts)
    drawn = tuple(
        DrawnInteraction(one, label, size.counts[label] / frame.sizes[label], people[one], *served[one])
        for one in shuffled(stratum_of, asked.seed, "position")
        for label in (stratum_of[one],)
    )
    ready = tuple(
        Spare(one, spare_of[one], *served[one]) for one in shuffled(spare_of, asked.seed, "reserve")
    )
    strata, shares = _strata(frame, size, asked.minimum), weights(people) if asked.shares else {}
    plan = SamplePlan(
        name=name,
        seed=asked.seed,
        data_version=snapshot.data_version,
        by=asked.by,
        where=asked.where,
        frame_size=sum(frame.sizes.values()),
        excluded=frame.excluded,
        strata=strata,
        interactions=drawn,
        margin_asked=asked.margin,
        margin_expected=size.margin,
        confidence=asked.confidence,
        double_share=asked.double,
        minimum=asked.minimum,
        planned_from=size.source,
        open_to_all=asked.open_to_all,
        reserves=ready,
        shares=shares,
        conflicts=conflicts,
        bar_own_team=asked.bar_own_team,
        hide_agents=asked.hide_agents,
        due_at=asked.due_at,
        audit=asked.audit,
    )
    return plan, known


def size_of(sizes: Mapping[str, int], known: Pilot | None, asked: Asked) -> Size:
    """How many of each stratum the wish comes to, and what they will reach."""
    return planned_size(
        sizes,
        known,
        interactions=asked.size,
        margin_points=asked.margin or 5.0,
        confidence=asked.confidence,
        double=asked.double,
        minimum=asked.minimum,
    )


def _strata(frame: Frame, size: Size, minimum: int) -> tuple[StratumPlan, ...]:
    return tuple(
        StratumPlan(label, frame.keys[label], count, size.counts[label], min(minimum, count))
        for label, count in frame.sizes.items()
    )


def _drawn(frame: Frame, counts: Mapping[str, int], seed: int) -> dict[str, str]:
    """The stratum of each interaction drawn."""
    chosen = draw_rows(frame.ids, dict(counts), frame.strata, seed=seed)
    return dict(zip(frame.ids[chosen.rows].tolist(), map(str, chosen.stratum), strict=True))


def _spare(frame: Frame, counts: Mapping[str, int], drawn: Mapping[str, str], seed: int) -> dict[str, str]:
    """A larger draw of the same seed contains the smaller one: what it has more stands ready."""
    more = {
        label: min(size, counts[label] + max(FEWEST_RESERVES, math.ceil(RESERVE_SHARE * counts[label])))
        for label, size in frame.sizes.items()
        if counts[label]
    }
    return {one: label for one, label in _drawn(frame, more, seed).items() if one not in drawn}


def _served_by(snapshot: Snapshot, ids: Iterable[str]) -> dict[str, Served]:
    table: Any = among(snapshot.table("interactions"), "interaction_id", ids)
    rows = snapshot.ask(table.select("interaction_id", "agent_id", "team")).to_pylist()
    return {row["interaction_id"]: (row["agent_id"], row["team"]) for row in rows}


def _people(
    asked: Asked,
    stratum_of: Mapping[str, str],
    served: Mapping[str, Served],
    conflicts: Mapping[str, Barred],
) -> dict[str, tuple[str, ...]]:
    drawn: dict[str, list[str]] = {}
    for interaction, label in stratum_of.items():
        drawn.setdefault(label, []).append(interaction)
    barred = {
        one: frozenset(name for name, each in conflicts.items() if each.bars(*served[one]))
        for one in stratum_of
    }
    return assign(
        drawn, asked.evaluators, asked.double, asked.seed, shares=asked.shares or None, barred=barred
    )
