"""The story's evaluators fill in the scoring sheets they were given."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from rapport.home import Home
from rapport.program.audits.plain import Seen
from rapport.story import Company, Evaluation, index_of, interaction_id
from rapport.warehouse import Warehouse
from rapport.work.demonstration.evidence import moved
from rapport.work.progress import Progress
from rapport.work.sheets.lines import evidence_as_text

TURNS = """
SELECT interaction_id, list_transform(turns, lambda turn: turn.text) AS texts
FROM interactions WHERE interaction_id IN (SELECT unnest(?))
"""


def fill_sheets(home: Home, company: Company, sheets: Iterable[Path], progress: Progress) -> list[Path]:
    """Fills in the CSV sheets among `sheets` as their evaluators would; returns those."""
    filled = [path for path in sheets if path.suffix == ".csv"]
    progress.stage("Evaluators score", len(filled))
    for path in filled:
        _fill(home, company, path)
        progress.advance()
    return filled


def _fill(home: Home, company: Company, path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        return
    ids = sorted({row["interaction_id"] for row in rows})
    stored = stored_turns(home, ids)
    evaluations = {
        interaction_id(one.index): one
        for one in company.evaluations([index_of(name) for name in ids], rows[0]["evaluator"])
    }
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        for row in rows:
            name = row["interaction_id"]
            writer.writerow(row | _cells(evaluations[name], row["element"], stored[name]))


def stored_turns(home: Home, ids: list[str]) -> dict[str, list[str]]:
    """The turns as they are kept, by interaction."""
    rows = Warehouse(home.warehouse_path).ask(lambda snapshot: snapshot.sql(TURNS, [ids]).to_pylist())
    return {row["interaction_id"]: row["texts"] for row in rows}


def _cells(one: Evaluation, element: str, stored: list[str]) -> dict[str, str]:
    """The cells that an evaluator fills in for one element."""
    decision = one.decisions[element]
    return {
        "rules": ";".join(f"{rule}*{n}" if n > 1 else rule for rule, n in decision.rules.items()),
        "not_applicable": "yes" if decision.not_applicable else "",
        "evidence": evidence_as_text(evidence_of(one, element, stored)),
    }


def evidence_of(one: Evaluation, element: str, stored: list[str]) -> tuple[Seen, ...]:
    """Where the rules that an evaluator saw in an element are to be seen in the turns as they are kept."""
    return tuple(
        Seen(span, rule)
        for rule in one.decisions[element].rules
        for span in moved(one.shown.get(f"{element}.{rule}", ()), one.turns, stored)
    )
