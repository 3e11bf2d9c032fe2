"""Write the scoring sheets of a sample."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rapport.criteria import Criteria
from rapport.home import Home
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect
from rapport.warehouse import Warehouse
from rapport.work.progress import Progress, Silent
from rapport.work.sheets.content import Sheet, conversations
from rapport.work.sheets.csv_sheet import write_csv_sheet, write_transcripts_html
from rapport.work.sheets.workbook import write_workbook


def write_sheets(
    home: Home,
    sample: str,
    evaluators: Sequence[str],
    criteria: Criteria | None,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """For each evaluator a workbook, the same as long CSV, and the transcripts as a page.

    Without criteria there is nothing to tick: only the transcripts are written. The sheets tell
    neither agent nor team nor outcome, nor who else scores an interaction.
    """
    connect(home)
    progress = progress or Silent()
    progress.stage("Writing scoring sheets", len(evaluators))
    folder = home.folder("sheets") / sample
    folder.mkdir(exist_ok=True)
    names = file_names(evaluators)
    paths: list[Path] = []
    for evaluator in evaluators:
        sheet = _sheet(home, sample, evaluator, criteria)
        if sheet.conversations:
            paths += _write(sheet, folder, names[evaluator])
        progress.advance()
    return tuple(paths)


def _sheet(home: Home, sample: str, evaluator: str, criteria: Criteria | None) -> Sheet:
    from rapport.program.audits.selectors import assigned

    ids = [one.interaction_id for one in assigned(TERMINAL, sample, evaluator)]
    found = Warehouse(home.warehouse_path).ask(lambda snapshot: conversations(snapshot, criteria, ids))
    kept = tuple(found[name] for name in ids if name in found)
    return Sheet(home.settings.name, sample, evaluator, criteria, kept)


def _write(sheet: Sheet, folder: Path, name: str) -> list[Path]:
    transcripts = folder / f"{name}-transcripts.html"
    write_transcripts_html(sheet, transcripts)
    if sheet.criteria is None:
        return [transcripts]
    workbook, long = folder / f"{name}.xlsx", folder / f"{name}.csv"
    write_workbook(sheet, workbook)
    write_csv_sheet(sheet, long)
    return [workbook, long, transcripts]


def file_names(evaluators: Sequence[str]) -> dict[str, str]:
    """A safe and different file name for every evaluator."""
    names: dict[str, str] = {}
    for evaluator in evaluators:
        plain = re.sub(r"[^\w]+", "-", evaluator.lower()).strip("-")[:60] or "evaluator"
        name, number = plain, 1
        while name in names.values():
            number += 1
            name = f"{plain}-{number}"
        names[evaluator] = name
    return names
