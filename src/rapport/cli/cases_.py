"""`rapport cases`: follow-ups with customers, for the terminal and for files."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import click

from rapport.cli.options import home_option, json_option, opened_home
from rapport.cli.output import emit_json, say, show_table

STATES = ("open", "new", "in_progress", "waiting", "overdue", "closed", "all")
SHOWN = ("case", "title", "state", "urgency", "owner", "team", "due_at")


@click.group("cases")
def command() -> None:
    """List and export cases."""


def _wishes(function: Any) -> Any:
    options = (
        click.option("--state", type=click.Choice(STATES), default="open", show_default=True),
        click.option("--team", default="", help="Only this team's."),
        click.option("--concern", default="", help="Only this concern's."),
        click.option(
            "--kind", type=click.Choice(("problem", "opportunity", "praise")), help="Only this kind."
        ),
    )
    for one in options:
        function = one(function)
    return function


@command.command("list")
@_wishes
@home_option
@json_option
def list_(state: str, team: str, concern: str, kind: str | None, as_json: bool) -> None:
    """Print cases, what is due first standing first."""
    rows = _rows(state, team, concern, kind)
    if as_json:
        emit_json(rows)
    elif rows:
        show_table(None, SHOWN, (tuple(_word(row[name]) for name in SHOWN) for row in rows))
    else:
        say("No case.")


@command.command("export")
@click.argument("path", type=click.Path(dir_okay=False, writable=True))
@_wishes
@home_option
def export(path: str, state: str, team: str, concern: str, kind: str | None) -> None:
    """Write cases into a CSV file in which no text is taken for a formula."""
    from rapport.work.cases.export import COLUMNS
    from rapport.work.spreadsheet_text import guarded

    rows = _rows(state, team, concern, kind)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([guarded(_word(row[name])) for name in COLUMNS])
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        file.write(text.getvalue())
    say(f"{len(rows):,} cases are in {path}.")


def _rows(state: str, team: str, concern: str, kind: str | None) -> list[dict[str, Any]]:
    from rapport.program.cases.plain import Wanted
    from rapport.work.cases.export import list_cases

    return list_cases(opened_home(), Wanted(state=state, team=team, concern=concern, kind=kind or ""))


def _word(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat(timespec="minutes") if hasattr(value, "isoformat") else str(value)
