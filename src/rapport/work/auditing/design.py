"""The design calculator: what a sample will reach and what it costs, before anything is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapport.home import Home
from rapport.measures import audit_design
from rapport.program.audits.plain import ScoredUnit
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.warehouse import Warehouse
from rapport.work.auditing.standing import state_of_interactions
from rapport.work.sampling.asked import Asked
from rapport.work.sampling.assign import assign, weights
from rapport.work.sampling.frame import FrameSizes, frame_sizes
from rapport.work.sampling.pilot import Pilot, pilot
from rapport.work.sampling.plan import size_of
from rapport.work.sampling.size import WORST_DEVIATION

LADDER = (50, 100, 200, 300, 400, 600, 1000)


@dataclass(frozen=True)
class Step:
    """What so many interactions give: the margin in points and the hours they cost."""

    interactions: int
    margin: float
    hours: float
    chosen: bool = False


@dataclass(frozen=True)
class StratumSize:
    """A stratum of the design; `whole` where all of it is scored."""

    label: str
    population: int
    drawn: int

    @property
    def whole(self) -> bool:
        """Whether nothing of the stratum is left out."""
        return self.drawn == self.population


@dataclass(frozen=True)
class Load:
    """What one evaluator takes on: evaluations and hours; `share` is how much of the result they make up."""

    name: str
    share: float
    evaluations: int
    hours: float


@dataclass(frozen=True)
class Design:
    """A sample as it would be drawn now. `worst_case`: there is no pilot, the margin is an upper bound;
    `reached` False: even so many do not reach the margin asked for."""

    frame: int
    excluded: Mapping[str, int]
    interactions: int
    double: int
    evaluations: int
    hours: float
    minutes: float
    margin: float
    margin_asked: float | None
    size_asked: int | None
    confidence: float
    source: str
    worst_case: bool
    evaluator_error: float | None
    second_buys_more: bool | None
    strata: tuple[StratumSize, ...]
    ladder: tuple[Step, ...]
    loads: tuple[Load, ...]
    data_version: int

    @property
    def reached(self) -> bool:
        """Whether the margin asked for is reached."""
        return self.margin_asked is None or self.margin <= self.margin_asked * 1.05

    @property
    def more_for_strata(self) -> bool:
        """Whether it is the strata's minimum, not the margin or size asked for, that decides the size."""
        if self.size_asked is not None:
            return self.interactions > self.size_asked
        return bool(self.margin_asked and self.margin < self.margin_asked * 0.9 and len(self.strata) > 1)


def design(home: Home, actor: Actor, asked: Asked, criteria: str | None = None) -> Design:
    """What a sample of these wishes will reach, take and cost.

    `criteria` is `id@version`. It rests on the same frame, pilot and sizes that the draw does. Raises
    NotAllowedError, or InputError for what cannot be.
    """
    actor.require(Permission.SAMPLES_PLAN)
    from rapport.program.audits.selectors import newest_criteria, scored_units

    frame, version = _frame(home, asked)
    scored_by = criteria or newest_criteria(actor)
    known = _pilot(tuple(scored_units(actor, scored_by.rpartition("@")[0]))) if scored_by else None
    size = size_of(frame.sizes, known, asked)
    drawn = sum(size.counts.values())
    double = round(asked.double * drawn)
    minutes = home.settings.minutes_per_evaluation
    evaluations = drawn + double
    return Design(
        frame=sum(frame.sizes.values()),
        excluded=frame.excluded,
        interactions=drawn,
        double=double,
        evaluations=evaluations,
        hours=evaluations * minutes / 60,
        minutes=minutes,
        margin=size.margin,
        margin_asked=asked.margin,
        size_asked=asked.size,
        confidence=asked.confidence,
        source=size.source,
        worst_case=known is None,
        evaluator_error=known.evaluator_deviation if known else None,
        second_buys_more=_second_buys_more(frame.sizes, known, asked, drawn, minutes),
        strata=tuple(StratumSize(label, count, size.counts[label]) for label, count in frame.sizes.items()),
        ladder=_ladder(frame.sizes, known, asked, drawn, minutes),
        loads=_loads(asked, size.counts, minutes),
        data_version=version,
    )


def _frame(home: Home, asked: Asked) -> tuple[FrameSizes, int]:
    version = Warehouse(home.warehouse_path).data_version
    where = tuple(sorted(asked.where.items()))
    state, zone = state_of_interactions(home), home.settings.time_zone
    return _counted(home.warehouse_path, state, asked.by, where, zone), version


@lru_cache(maxsize=64)
def _counted(
    warehouse: Path,
    state: tuple[int, int],
    by: tuple[str, ...],
    where: tuple[tuple[str, str], ...],
    zone: str,
) -> FrameSizes:
    """Counted once for a state of the interactions: typing on in the form asks the same again and again."""
    with Warehouse(warehouse).snapshot() as snapshot:
        return frame_sizes(snapshot, by, dict(where), zone)


@lru_cache(maxsize=8)
def _pilot(scored: tuple[ScoredUnit, ...]) -> Pilot | None:
    return pilot(scored)


def _spread(known: Pilot | None, asked: Asked) -> tuple[float, float | None]:
    if known is None:
        return WORST_DEVIATION, 0.0 if asked.double else None
    return known.deviation, known.evaluator_deviation


def _second_buys_more(
    sizes: Mapping[str, int], known: Pilot | None, asked: Asked, drawn: int, minutes: float
) -> bool | None:
    if known is None or known.evaluator_deviation is None:
        return None
    found = audit_design(
        sizes,
        interactions=drawn,
        double=asked.double,
        deviation=known.deviation,
        evaluator_deviation=known.evaluator_deviation,
        confidence=asked.confidence,
        minimum=asked.minimum,
        minutes=minutes,
    )
    return found.second_buys_more


def _ladder(
    sizes: Mapping[str, int], known: Pilot | None, asked: Asked, drawn: int, minutes: float
) -> tuple[Step, ...]:
    population = sum(sizes.values())
    least = sum(min(asked.minimum, size) for size in sizes.values())
    deviation, error = _spread(known, asked)
    steps = []
    for count in sorted({*(n for n in LADDER if least <= n <= population), drawn}):
        found = audit_design(
            sizes,
            interactions=count,
            double=asked.double,
            deviation=deviation,
            evaluator_deviation=error,
            confidence=asked.confidence,
            minimum=asked.minimum,
            minutes=minutes,
        )
        if found.margin is not None:
            steps.append(Step(count, found.margin, found.hours or 0.0, count == drawn))
    return tuple(steps)


def _loads(asked: Asked, counts: Mapping[str, int], minutes: float) -> tuple[Load, ...]:
    """As the draw would hand it out, were there no conflicts of interest."""
    if asked.open_to_all:
        return ()
    drawn = {label: [f"{label}{number}" for number in range(count)] for label, count in counts.items()}
    handed_out = assign(drawn, asked.evaluators, asked.double, 0, shares=asked.shares or None)
    load = Counter(name for hands in handed_out.values() for name in hands)
    share = weights(handed_out)
    return tuple(
        Load(name, share.get(name, 0.0), load[name], load[name] * minutes / 60) for name in asked.evaluators
    )
