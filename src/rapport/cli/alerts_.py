"""`rapport alerts`: rules that watch what happened."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rapport.cli.options import home_option, json_option, opened_home
from rapport.cli.output import emit_json, say, show_table
from rapport.records.errors import InputError

if TYPE_CHECKING:
    from rapport.home import Home
    from rapport.program.alerts.plain import RuleFacts


@click.group("alerts")
def command() -> None:
    """Rules that open a case for what should be made right, taken up or passed on."""


@command.command("list")
@home_option
@json_option
def listed(as_json: bool) -> int:
    """All rules with what they did and how often people found them right."""
    rows = [_row(one) for one in _rules(opened_home())]
    if as_json:
        emit_json(rows)
        return 0
    if not rows:
        say("No rule watches yet. Make one in the pages, under Act: Alerts.")
        return 0
    names = ("id", "name", "kind", "state", "fired", "customers", "held_back")
    show_table(None, names, [[str(row[name]) for name in names] for row in rows])
    return 0


@command.command("preview")
@click.argument("rule")
@click.option("--days", type=int, default=30, show_default=True, help="How far back to look.")
@home_option
@json_option
def preview(as_json: bool, rule: str, days: int) -> int:
    """Say what RULE would have done: a rule's id, its file, or the name of a rule to begin with."""
    from rapport.program.alerts.definition.told import rule_told
    from rapport.program.people.actor import TERMINAL
    from rapport.work.alerts.preview import preview_of
    from rapport.work.understanding.sheet.build import bring_sheet

    home = opened_home()
    definition = _definition(home, rule)
    bring_sheet(home)
    found = None
    while found is None:
        found = preview_of(home, TERMINAL, definition, days, wait_s=None)
    told = {
        "rule": rule_told(definition),
        "since": found.since,
        "until": found.until,
        "fires": found.fires,
        "customers": found.customers,
        "customers_more_than_once": found.twice,
        "at_once": found.at_once,
        "days_it_would_stop": found.stops,
        "beyond": found.beyond,
        "data_version": found.data_version,
    }
    if as_json:
        emit_json({**told, "justified": found.justified})
        return 0
    say(f"{told['rule']}.")
    say(
        f"Would have fired {found.fires} times from {found.since:%Y-%m-%d} to {found.until:%Y-%m-%d}, for "
        f"{found.customers} customers, {found.twice} of them more than once."
    )
    if found.stops:
        say(f"On {found.stops} days it would have stopped by itself.")
    if found.beyond:
        say(f"{found.things} things match; only the newest {found.looked} are counted.")
    return 0


@command.command("run")
@click.argument("rule", required=False)
@click.option("--now", help="As if it were this moment, such as 2026-06-30T12:00+00:00.")
@home_option
@json_option
def run(as_json: bool, rule: str | None, now: str | None) -> int:
    """Ask the rules that are switched on, or RULE, now; the worker does it by itself."""
    from rapport.program.people.actor import TERMINAL
    from rapport.work.alerts.run import run_alerts
    from rapport.work.understanding.sheet.build import bring_sheet

    home, moment = opened_home(), _moment(now)
    bring_sheet(home)
    ran = run_alerts(home, TERMINAL, rule, now=moment)
    if as_json:
        emit_json(
            [{"rule": one.rule, "name": one.name, **vars(one.noted), "problem": one.problem} for one in ran]
        )
    else:
        rows = [[one.name, *map(str, (one.noted.fired, one.noted.quiet, one.noted.held))] for one in ran]
        show_table(None, ("rule", "fired", "kept quiet", "held back"), rows)
        for one in ran:
            if one.problem:
                say(f"{one.name}: {one.problem}.")
    return 5 if any(one.noted.stopped or one.problem for one in ran) else 0


def _rules(home: Home) -> list[RuleFacts]:
    from rapport.program.people.actor import TERMINAL
    from rapport.program.setup import connect

    connect(home)
    from rapport.program.alerts.selectors import rules_listed

    found: list[RuleFacts] = rules_listed(TERMINAL)
    return found


def _row(rule: RuleFacts) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "kind": rule.kind,
        "state": "stopped" if rule.stopped_at else "on" if rule.active else "off",
        "version": rule.version,
        "fired": rule.fired,
        "customers": rule.customers,
        "held_back": rule.waiting,
        "last_at": rule.last_at,
    }


def _definition(home: Home, rule: str) -> Any:
    from rapport.program.alerts.definition.parse import parse_rule
    from rapport.program.alerts.definition.starters import STARTERS

    if rule in STARTERS:
        return STARTERS[rule]
    path = Path(rule)
    if path.is_file():
        return parse_rule(path.read_text(encoding="utf-8"), path.name)
    for one in _rules(home):
        if one.id == rule:
            return one.definition
    todo = f"Give a rule's id, a file, or one of {', '.join(STARTERS)}."
    raise InputError(f"There is no rule {rule!r}", None, todo)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text!r} is no moment", "--now", "Write 2026-06-30T12:00+00:00.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
