"""Bring evaluators' scores into a home."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapport.criteria import Criteria, parse_criteria, read_criteria
from rapport.home import Home
from rapport.program.audits.plain import Submission
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect
from rapport.records import InputError
from rapport.warehouse import Warehouse
from rapport.work.progress import Progress, Silent
from rapport.work.publish import publish
from rapport.work.scoring.seen_before import with_seen
from rapport.work.scoring_facts import ScoringFacts, scoring_facts
from rapport.work.sheets.assemble import Draft, assemble
from rapport.work.sheets.lines import ScoreFile
from rapport.work.sheets.read import read_scores
from rapport.work.spreadsheet_text import guarded

SHOWN = 20


class EvaluationError(InputError):
    """Score files hold evaluations that cannot be taken; `problems` lists everything found."""

    def __init__(self, problems: Sequence[RejectedEvaluation]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(first.what, first.where, first.todo)
        if len(self.problems) > 1:
            lines = [" — ".join(filter(None, (one.what, one.where, one.todo))) for one in problems[:SHOWN]]
            more = [f"… and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
            head = f"{len(problems)} problems; nothing was stored (--skip-bad takes the good evaluations):"
            self.args = ("\n  ".join([head, *lines, *more]),)


@dataclass(frozen=True)
class RejectedEvaluation:
    """One thing that is wrong with one evaluation."""

    what: str
    where: str | None
    todo: str | None
    interaction_id: str
    evaluator: str


@dataclass(frozen=True)
class EvaluationResult:
    """What an import did. `open` counts evaluations on the sheets that nobody has scored yet, `outside`
    those that no sample asked for: they stand apart from every sample's estimate."""

    new: int
    changed: int
    unchanged: int
    open: int
    outside: int
    rejected: tuple[RejectedEvaluation, ...]
    rejects_path: Path | None
    criteria: str
    samples: tuple[str, ...]
    data_version: int


def import_evaluations(
    home: Home,
    paths: Sequence[str | Path],
    criteria_path: str | Path | None = None,
    *,
    purpose: str = "live",
    sample: str | None = None,
    evaluator: str | None = None,
    skip_bad: bool = False,
    progress: Progress | None = None,
) -> EvaluationResult:
    """Imports scoring sheets (XLSX) and long CSV files, and publishes what is new.

    The same file again changes nothing; a corrected one replaces its author's former evaluations.
    Without a criteria file the criteria are those of the sheets, of `sample`, or of the sample in which
    the first interaction was assigned.

    Raises EvaluationError with everything that is wrong, unless `skip_bad`: then the good
    evaluations are taken and the others are listed and written to the folder of rejects.
    """
    connect(home)
    progress = progress or Silent()
    progress.stage("Reading scores", len(paths))
    files = []
    for path in paths:
        files.append(read_scores(Path(path), evaluator))
        progress.advance()
    criteria = _criteria(files, criteria_path, sample)
    drafts = assemble(files)
    ready = [draft for draft in drafts if not draft.untouched]
    facts = _check(home, criteria, ready)
    submissions = [
        _submission(draft, facts[draft.interaction_id], purpose, sample)
        for draft in ready
        if not draft.problems
    ]
    submissions, refused = _assigned(criteria, submissions)
    rejected = (*(one for draft in ready for one in _rejected(draft)), *refused)
    if rejected and not skip_bad:
        raise EvaluationError(rejected)
    return _store(home, criteria, submissions, rejected, files, len(drafts) - len(ready), progress)


def _store(
    home: Home,
    criteria: Criteria,
    submissions: Sequence[Submission],
    rejected: tuple[RejectedEvaluation, ...],
    files: Sequence[ScoreFile],
    untouched: int,
    progress: Progress,
) -> EvaluationResult:
    from rapport.program.audits.services import evaluations_submit

    progress.stage("Scoring", len(submissions))
    seen = with_seen(TERMINAL, submissions)
    stored = evaluations_submit(TERMINAL, criteria, seen) if submissions else []
    progress.advance(len(stored))
    outcomes = [one.outcome for one in stored]
    published = publish(home, progress)
    return EvaluationResult(
        new=outcomes.count("new"),
        changed=outcomes.count("changed"),
        unchanged=outcomes.count("unchanged"),
        open=untouched + sum(len(file.unfinished) for file in files),
        outside=sum(one.sample is None for one in stored),
        rejected=rejected,
        rejects_path=_write_rejects(home, files, rejected),
        criteria=criteria.definition,
        samples=tuple(sorted({one.sample for one in stored if one.sample})),
        data_version=published.data_version,
    )


def _criteria(files: Sequence[ScoreFile], path: str | Path | None, sample: str | None) -> Criteria:
    from rapport.program.audits.selectors import assigned_criteria, criteria_text, sample_facts

    named = {file.definition: file.path for file in files if file.definition}
    if path is not None:
        criteria = read_criteria(path)
        for definition, sheet in named.items():
            if definition != criteria.definition:
                what = f"The sheet was made for {definition}, not for {criteria.definition}"
                raise InputError(what, sheet, "Pass the criteria the sheet was made for.")
        return criteria
    if sample is not None and not named and (drawn_for := sample_facts(TERMINAL, sample).criteria):
        named[drawn_for] = sample
    for line in (file.lines[0] for file in files if file.lines and not named):
        if asked := assigned_criteria(TERMINAL, line.interaction_id, line.evaluator):
            named[asked] = line.where
    if len(named) != 1:
        what = (
            "The sheets were made for different criteria" if named else "The files do not name the criteria"
        )
        raise InputError(what, ", ".join(named) or None, "Pass the criteria file with --criteria.")
    definition = next(iter(named))
    return parse_criteria(criteria_text(TERMINAL, definition), source=definition)


def _check(home: Home, criteria: Criteria, drafts: Sequence[Draft]) -> Mapping[str, ScoringFacts]:
    wanted = {draft.interaction_id for draft in drafts}
    facts = Warehouse(home.warehouse_path).ask(lambda snapshot: scoring_facts(snapshot, criteria, wanted))
    for draft in drafts:
        known = facts.get(draft.interaction_id)
        if known is None:
            what = f"There is no interaction {draft.interaction_id[:80]!r} in this home"
            draft.problems.append(InputError(what, draft.first, "Import the interactions first."))
        else:
            draft.check(criteria, dict(known.attributes), known.turns)
    return facts


def _submission(draft: Draft, facts: ScoringFacts, purpose: str, sample: str | None) -> Submission:
    return Submission(
        interaction_id=draft.interaction_id,
        evaluator=draft.evaluator,
        decisions=draft.decisions,
        attributes=facts.attributes,
        importance=facts.importance,
        segment_importance=facts.segment_importance,
        evidence=draft.evidence,
        purpose=purpose,
        sample=sample or draft.sample,
        comment=draft.remark,
        draft_shown=draft.draft_shown,
        where=draft.first,
    )


def _assigned(
    criteria: Criteria, submissions: Sequence[Submission]
) -> tuple[list[Submission], list[RejectedEvaluation]]:
    from rapport.program.audits.services import seats_refused

    good, refused = [], []
    for one, problem in zip(submissions, seats_refused(TERMINAL, criteria, submissions), strict=True):
        if problem is None:
            good.append(one)
        else:
            parts = (problem.what, problem.where, problem.todo)
            refused.append(RejectedEvaluation(*parts, one.interaction_id, one.evaluator))
    return good, refused


def _rejected(draft: Draft) -> list[RejectedEvaluation]:
    return [
        RejectedEvaluation(problem.what, problem.where, problem.todo, draft.interaction_id, draft.evaluator)
        for problem in draft.problems
    ]


def _write_rejects(
    home: Home, files: Sequence[ScoreFile], rejected: tuple[RejectedEvaluation, ...]
) -> Path | None:
    if not rejected:
        return None
    path = home.folder("rejects") / f"evaluations-{Path(files[0].path).stem}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        path.chmod(0o600)
        writer = csv.writer(file)
        writer.writerow(("interaction_id", "evaluator", "what", "where", "todo"))
        for one in rejected:
            cells = (one.interaction_id, one.evaluator, one.what, one.where, one.todo)
            writer.writerow([guarded(cell or "") for cell in cells])
    return path
