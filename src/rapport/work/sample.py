"""Draw what is to be scored, say how sure it will make us, and hand it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rapport.criteria import Criteria, parse_criteria, read_criteria
from rapport.home import Home
from rapport.program.audits.plain import Barred, SamplePlan, StratumPlan
from rapport.program.people.actor import TERMINAL, Actor
from rapport.program.setup import connect
from rapport.warehouse import Warehouse
from rapport.work.progress import Progress, Silent
from rapport.work.sampling.asked import Asked, checked
from rapport.work.sampling.frame import sampling_frame
from rapport.work.sampling.pilot import Pilot
from rapport.work.sampling.plan import make_plan
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
    shares: Mapping[str, float] | None = None,
    exclusions: Mapping[str, Barred] | None = None,
    bar_own_team: bool = True,
    hide_agents: bool = False,
    due_at: datetime | None = None,
    audit: int | None = None,
    sheets: bool = True,
    progress: Progress | None = None,
    actor: Actor = TERMINAL,
) -> SampleResult:
    """Draws a stratified random sample of the interactions in which an agent took part.

    Parameters: strata are the combinations of the dimensions `by`; `margin` 0.05 (or 5) asks for
    ± 5 points, `size` for so many interactions instead; every stratum has at least `minimum` (or all
    it has); `double` is the share scored by two evaluators. Without `evaluators` the sheets are for
    whoever scores; an account's address stands for its person. `shares` are what each evaluator takes on,
    relative; `exclusions` whom they may not score beside themselves and (`bar_own_team`) their own teams.
    `criteria` is a file, or `id` or `id@version` of stored ones. The same seed, data and arguments give
    the same sample, whoever asks.

    Raises NotAllowedError, InputError for arguments that cannot hold, AuditError when the name is taken or
    nobody may score an interaction.
    """
    connect(home)
    progress = progress or Silent()
    meant = _people(actor, evaluators)
    asked = checked(
        by=by,
        where=where,
        margin=margin,
        size=size,
        confidence=confidence,
        double=double,
        minimum=minimum,
        seed=seed,
        evaluators=[meant[name] for name in evaluators],
        shares={meant.get(name, name): one for name, one in (shares or {}).items()},
        exclusions={meant.get(name, name): one for name, one in (exclusions or {}).items()},
        bar_own_team=bar_own_team,
        hide_agents=hide_agents,
        due_at=due_at,
        audit=audit,
    )
    scored_by = chosen_criteria(actor, criteria)
    progress.stage("Drawing the sample")
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        frame = sampling_frame(snapshot, asked.by, asked.where, home.settings.time_zone)
        plan, known = make_plan(actor, snapshot, name or _free_name(actor), asked, frame, scored_by)
    _store(actor, plan, scored_by)
    written = write_sheets(home, plan.name, asked.evaluators, scored_by, progress) if sheets else ()
    return _result(home, plan, asked, known, scored_by, written)


def _result(
    home: Home,
    plan: SamplePlan,
    asked: Asked,
    known: Pilot | None,
    criteria: Criteria | None,
    sheets: tuple[Path, ...],
) -> SampleResult:
    evaluations = sum(len(one.evaluators) for one in plan.interactions)
    hours = evaluations * home.settings.minutes_per_evaluation / 60
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
        notes=sample_notes(plan, known, hours, criteria.definition if criteria else None),
        sheets=sheets,
    )


def chosen_criteria(actor: Actor, given: str | Path | None) -> Criteria | None:
    """The criteria file given, or stored ones by `id` or `id@version`; else the newest scored by."""
    from rapport.program.audits.selectors import criteria_offered, criteria_text, newest_criteria

    if given is not None and Path(given).is_file():
        return read_criteria(given)
    definition = newest_criteria(actor) if given is None else criteria_offered(actor, str(given))
    if definition is None:
        return None
    return parse_criteria(criteria_text(actor, definition), source=definition)


def _people(actor: Actor, names: Sequence[str]) -> dict[str, str]:
    from rapport.program.audits.services import evaluators_meant

    return evaluators_meant(actor, names)


def _free_name(actor: Actor) -> str:
    from rapport.program.audits.selectors import samples

    taken = {sample.name for sample in samples(actor)}
    number = len(taken) + 1
    while f"audit-{number}" in taken:
        number += 1
    return f"audit-{number}"


def _store(actor: Actor, plan: SamplePlan, criteria: Criteria | None) -> None:
    from rapport.program.audits.services import sample_create

    sample_create(actor, plan, criteria)
