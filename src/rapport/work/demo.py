"""The main job on a simulated company: two audits, a report, and the truth to hold them against."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np

from rapport.criteria import library_text, read_criteria
from rapport.home import Home, HomeError
from rapport.program.people.actor import TERMINAL
from rapport.story import NAME, Company, Truth, write_company
from rapport.story.calendar import SECOND_QUARTER
from rapport.work.annotate import annotate_home
from rapport.work.choose_audit import choose_audit
from rapport.work.concerns.learn import learn_concerns
from rapport.work.demonstration.accounts import ANALYSTS, Account, accounts_of, let_in
from rapport.work.demonstration.cast import Cast
from rapport.work.demonstration.program import run_program
from rapport.work.demonstration.scoring import fill_sheets
from rapport.work.demonstration.truths import Audited, PlantedTruth, compare_truths, held_together
from rapport.work.evaluate import import_evaluations
from rapport.work.import_ import import_files
from rapport.work.init import init_home
from rapport.work.progress import Progress, Silent
from rapport.work.report import AUDIENCES, findings_of, write_reports
from rapport.work.sample import draw_sample
from rapport.work.teaching.mapping import map_suggested
from rapport.work.understanding.sheet.build import bring_sheet

MARK = "demo"  # a file that says: this home may be made anew
DOUBLE = 0.25
WAITING = 24  # interactions of an audit that the analysts have still to score
FEWEST, SHARE, MOST = 150, 0.2, 400  # interactions of an audit
FORMATS = ("html", "pdf", "pptx", "xlsx")
QUARTERS = ("2026-Q1", "2026-Q2")


@dataclass(frozen=True)
class DemoResult:
    """What the demo made. `truths` compares the planted facts with what the audits found; `report` is
    the executives' page; each of `people` signs in with `password`, which is stored nowhere else."""

    company: str
    home: Path
    interactions: int
    evaluations: int
    truths: tuple[PlantedTruth, ...]
    costliest_found: bool
    reports: tuple[Path, ...]
    report: Path
    summary: tuple[str, ...]
    people: tuple[Account, ...]
    password: str


def run_demo(
    home_path: str | Path,
    size: int = 3_000,
    seed: int = 21,
    progress: Progress | None = None,
    *,
    formats: Sequence[str] = FORMATS,
    around: bool = True,
) -> DemoResult:
    """Makes a home at `home_path` and does there what a client would do.

    Two quarters of a company's conversations are imported, redacted and stored; of each quarter a
    sample is drawn, scored by six evaluators and estimated; the reports compare the second with the
    first. With `around`, the people of the company then do what belongs around audits, and every
    conversation is read; it changes no number. A home made by an earlier demo is replaced.

    Raises HomeError when the folder holds anything else.
    """
    progress = progress or Silent()
    company = Company(seed, size)
    home = _home(Path(home_path))
    split = company.first_of_day(SECOND_QUARTER)
    criteria = home.folder("criteria") / f"{company.criteria.id}.yaml"
    criteria.write_text(library_text(company.criteria.id), encoding="utf-8")
    audits, evaluations = [], 0
    for quarter, start, stop in ((QUARTERS[0], 0, split), (QUARTERS[1], split, size)):
        _deliver(home, company, start, stop, progress)
        sample = quarter.lower()
        evaluations += _audit(home, company, criteria, quarter, stop - start, progress)
        audits.append(Audited(sample, Truth.of(company, np.arange(start, stop))))
    written = write_reports(home, audiences=AUDIENCES, formats=formats, progress=progress)
    people, password = accounts_of(company), secrets.token_urlsafe(12)
    accounts = let_in(people, password)
    again = _hand_out(home, company, criteria, progress)
    samples = (audits[0].sample, audits[1].sample, again)
    if around:
        map_suggested(home, TERMINAL, company.criteria)
        run_program(_cast(home, company, criteria, accounts), samples, written.paths[0], progress)
        learn_concerns(home, progress)
        annotate_home(home, progress, processes=1)
        bring_sheet(home)
    progress.stage("Comparing with the truth")
    found = findings_of(home, choose_audit(home, None, audits[-1].sample))
    truths = held_together(tuple(compare_truths(home, audits[0], audits[1], found)))
    costliest = max(found.elements, key=lambda one: one.points_available.value or 0.0)
    return DemoResult(
        company=NAME,
        home=home.root,
        interactions=size,
        evaluations=evaluations,
        truths=truths,
        costliest_found=costliest.element == audits[-1].truth.costliest_element,
        reports=written.paths,
        report=written.paths[0],
        summary=written.summary,
        people=people,
        password=password,
    )


def _home(root: Path) -> Home:
    """A new home; one that an earlier demo made is removed first. Raises HomeError."""
    if (root / MARK).is_file() and (root / "format").is_file():
        shutil.rmtree(root)
    elif root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise HomeError(
            "The folder holds something that is not a demo", str(root), "Choose another with --home."
        )
    home = init_home(root, NAME)
    (home.root / MARK).write_text("Made by `rapport demo`, which may replace it.\n", encoding="utf-8")
    return home


def _deliver(home: Home, company: Company, start: int, stop: int, progress: Progress) -> None:
    """A quarter's files are written as a client would export them, and imported."""
    with tempfile.TemporaryDirectory() as folder:
        progress.stage(f"Writing {stop - start:,} conversations")
        files = write_company(company, Path(folder), start, stop)
        for kind in ("customers", "chats", "answers", "events", "indicators"):
            import_files(home, kind, [getattr(files, kind)], progress=progress)


def _audit(
    home: Home, company: Company, criteria: Path, quarter: str, interactions: int, progress: Progress
) -> int:
    """Draws the sample of a quarter and has it scored; returns the number of evaluations."""
    sample = draw_sample(
        home,
        by=("channel", "team"),
        where={"quarter": quarter},
        size=min(interactions, max(FEWEST, min(MOST, int(interactions * SHARE)))),
        double=DOUBLE,
        seed=company.seed,
        evaluators=[one.name for one in company.evaluators],
        criteria=criteria,
        name=quarter.lower(),
        progress=progress,
    )
    sheets = fill_sheets(home, company, sample.sheets, progress)
    result = import_evaluations(home, sheets, criteria, sample=sample.sample, progress=progress)
    return result.new


def _cast(home: Home, company: Company, criteria: Path, accounts: Mapping[str, str]) -> Cast:
    from rapport.program.people.selectors import actor_of

    known = {name: actor_of(user) for name, user in accounts.items()}
    actors = {name: one for name, one in known.items() if one is not None}
    began = company.calendar.start + timedelta(days=SECOND_QUARTER)
    return Cast(home, company, read_criteria(criteria), actors, began)


def _hand_out(home: Home, company: Company, criteria: Path, progress: Progress) -> str:
    """A third sample that has only been drawn: whoever signs in as an analyst finds work → its name."""
    drawn = draw_sample(
        home,
        by=("team",),
        where={"quarter": QUARTERS[1]},
        size=WAITING,
        double=DOUBLE,
        minimum=1,
        seed=company.seed + 1,
        evaluators=ANALYSTS,
        criteria=criteria,
        name=f"{QUARTERS[1].lower()}-again",
        sheets=False,
        progress=progress,
    )
    return drawn.sample
