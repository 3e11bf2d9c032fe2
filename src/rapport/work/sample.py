"""Draw what is to be scored, say how sure it will make us, and hand it out."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapport.criteria import Criteria, parse_criteria, read_criteria
from rapport.home import Home
from rapport.measures import draw_rows
from rapport.program.audits.plain import DrawnInteraction, SamplePlan, StratumPlan
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect
from rapport.records import InputError
from rapport.warehouse import Warehouse
from rapport.work.progress import Progress, Silent
from rapport.work.sampling.assign import assign
from rapport.work.sampling.frame import Frame, sampling_frame
from rapport.work.sampling.order import shuffled
from rapport.work.sampling.pilot import Pilot, pilot
from rapport.work.sampling.size import margin_in_points, planned_size
from rapport.work.sampling.words import sample_notes
from rapport.work.write_sheets import write_sheets


@dataclass(frozen=True)
class SampleResult:
    """A drawn sample. `margin_expected` is in points of 0–100; `double` counts interactions scored
    twice; `hours` is the scoring time; `notes` says in sentences what a reader should know."""

    sample: str
    seed: int
    data_version: int
    frame: int
    excluded: Mapping[str, int]
    drawn: int
    double: int
    evaluations: int
    evaluators: tuple[str, ...]
    strata: tuple[StratumPlan, ...]
    margin_asked: float | None
    margin_expected: float
    confidence: float
    hours: float
    notes: tuple[str, ...]
    sheets: tuple[Path, ...] = field(default=())


@dataclass(frozen=True)
class _Asked:
    """What the caller wants, checked."""

    by: tuple[str, ...]
    where: Mapping[str, str]
    margin: float | None
    size: int | None
    confidence: float
    double: float
    minimum: int
    seed: int
    evaluators: tuple[str, ...]
    open_to_all: bool


def draw_sample(
    home: Home,
    *,
    by: Sequence[str] = ("channel", "team"),
    margin: float | None = 0.05,
    confidence: float = 0.95,
    double: float = 0.2,
    seed: int | None = None,
    evaluators: Sequence[str] = (),
    minimum: int = 5,
    criteria: str | Path | None = None,
    size: int | None = None,
    where: Mapping[str, str] | None = None,
    name: str | None = None,
    progress: Progress | None = None,
) -> SampleResult:
    """Draws a stratified random sample of the interactions in which an agent took part.

    Parameters: strata are the combinations of the dimensions `by`; `margin` 0.05 (or 5) asks for
    ± 5 points, `size` for so many interactions instead; every stratum has at least `minimum` (or all
    it has); `double` is the share scored by two evaluators. Without `evaluators` the sheets are for
    whoever scores. The same seed, data and arguments give the same sample.

    Raises InputError for arguments that cannot hold, AuditError when the name is taken.
    """
    connect(home)
    progress = progress or Silent()
    asked = _checked(by, where, margin, size, confidence, double, minimum, seed, evaluators)
    scored_by = _criteria(home, criteria)
    progress.stage("Drawing the sample")
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        frame = sampling_frame(snapshot, asked.by, asked.where, home.settings.time_zone)
        plan, known = _plan(name or _free_name(), asked, frame, snapshot.data_version, scored_by)
    _store(plan, scored_by)
    evaluations = sum(len(one.evaluators) for one in plan.interactions)
    hours = evaluations * home.settings.minutes_per_evaluation / 60
    sheets = write_sheets(home, plan.name, asked.evaluators, scored_by, progress)
    return SampleResult(
        sample=plan.name,
        seed=plan.seed,
        data_version=plan.data_version,
        frame=plan.frame_size,
        excluded=plan.excluded,
        drawn=len(plan.interactions),
        double=sum(len(one.evaluators) > 1 for one in plan.interactions),
        evaluations=evaluations,
        evaluators=asked.evaluators,
        strata=plan.strata,
        margin_asked=plan.margin_asked,
        margin_expected=plan.margin_expected or 0.0,
        confidence=plan.confidence,
        hours=hours,
        notes=sample_notes(plan, known, hours, scored_by.definition if scored_by else None),
        sheets=sheets,
    )


def _checked(
    by: Sequence[str],
    where: Mapping[str, str] | None,
    margin: float | None,
    size: int | None,
    confidence: float,
    double: float,
    minimum: int,
    seed: int | None,
    evaluators: Sequence[str],
) -> _Asked:
    if not 0.5 <= confidence < 1:
        raise InputError(f"The confidence is {confidence}", "--confidence", "Use 0.5 to below 1, e.g. 0.95.")
    if not 0 <= double <= 1:
        raise InputError(f"The share scored twice is {double}", "--double", "Use 0 to 1, e.g. 0.2.")
    if minimum < 0 or (size is not None and size < 1):
        raise InputError("Sizes are at least 1", "--size, --minimum", "Use a larger number.")
    if size is None and margin is None:
        raise InputError("Neither a margin nor a size is given", None, "Pass --margin or --size.")
    people = tuple(dict.fromkeys(evaluators))
    if double and len(people) == 1:
        todo = "Name a second evaluator, or pass --double 0."
        raise InputError("Scoring twice needs two evaluators", "--evaluators", todo)
    return _Asked(
        by=tuple(dict.fromkeys(by)),
        where=dict(where or {}),
        margin=margin_in_points(margin) if margin is not None and size is None else None,
        size=size,
        confidence=confidence,
        double=double,
        minimum=minimum,
        seed=secrets.randbelow(2**31) if seed is None else seed,
        evaluators=people or (("evaluator-1", "evaluator-2") if double else ("evaluator-1",)),
        open_to_all=not people,
    )


def _criteria(home: Home, given: str | Path | None) -> Criteria | None:
    """The criteria file given, else the newest criteria that were scored by."""
    from rapport.program.audits.selectors import criteria_text, newest_criteria

    if given is not None:
        return read_criteria(given)
    newest = newest_criteria(TERMINAL)
    return parse_criteria(criteria_text(TERMINAL, newest), source=newest) if newest else None


def _free_name() -> str:
    from rapport.program.audits.selectors import samples

    taken = {sample.name for sample in samples(TERMINAL)}
    number = len(taken) + 1
    while f"audit-{number}" in taken:
        number += 1
    return f"audit-{number}"


def _plan(
    name: str, asked: _Asked, frame: Frame, data_version: int, criteria: Criteria | None
) -> tuple[SamplePlan, Pilot | None]:
    from rapport.program.audits.selectors import scored_units

    if not re.fullmatch(r"[A-Za-z0-9_-]{1,100}", name):
        raise InputError(f"The name is {name!r}", "--name", "Use letters, digits, - and _.")
    sizes = frame.sizes
    known = pilot(scored_units(TERMINAL, criteria.id)) if criteria else None
    size = planned_size(
        sizes,
        known,
        interactions=asked.size,
        margin_points=asked.margin or 5.0,
        confidence=asked.confidence,
        double=asked.double,
        minimum=asked.minimum,
    )
    chosen = draw_rows(frame.ids, dict(size.counts), frame.strata, seed=asked.seed)
    stratum_of = dict(zip(frame.ids[chosen.rows].tolist(), map(str, chosen.stratum), strict=True))
    drawn: dict[str, list[str]] = {}
    for interaction, label in stratum_of.items():
        drawn.setdefault(label, []).append(interaction)
    people = assign(drawn, asked.evaluators, asked.double, asked.seed)
    plan = SamplePlan(
        name=name,
        seed=asked.seed,
        data_version=data_version,
        by=asked.by,
        where=asked.where,
        frame_size=sum(sizes.values()),
        excluded=frame.excluded,
        strata=tuple(
            StratumPlan(label, frame.keys[label], count, size.counts[label], min(asked.minimum, count))
            for label, count in sizes.items()
        ),
        interactions=tuple(
            DrawnInteraction(one, label, size.counts[label] / sizes[label], people[one])
            for one in shuffled(stratum_of, asked.seed, "position")
            for label in (stratum_of[one],)
        ),
        margin_asked=asked.margin,
        margin_expected=size.margin,
        confidence=asked.confidence,
        double_share=asked.double,
        minimum=asked.minimum,
        planned_from=size.source,
        open_to_all=asked.open_to_all,
    )
    return plan, known


def _store(plan: SamplePlan, criteria: Criteria | None) -> None:
    from rapport.program.audits.services import sample_create

    sample_create(TERMINAL, plan, criteria)
