"""`rapport doctor`: what is configured, missing or broken, and how to mend it."""

from __future__ import annotations

import click

from rapport.cli.options import chosen_home, home_option, json_option
from rapport.cli.output import emit_json, say, show_table


@click.command("doctor")
@home_option
@json_option
def command(as_json: bool) -> int:
    """Look at the home and this installation; exit code 5 when something needs mending."""
    from rapport.work.doctor import examine

    checks = examine(chosen_home())
    bad = [check for check in checks if check.state != "ok"]
    if as_json:
        emit_json(checks)
        return 5 if bad else 0
    show_table(
        None, ("", "What", "Found"), ((_MARK[check.state], check.name, check.found) for check in checks)
    )
    for check in bad:
        say(f"\n{check.name}: {check.found}\n  → {check.mend}")
    say("\nEverything is in order." if not bad else f"\n{len(bad)} of {len(checks)} need attention.")
    return 5 if bad else 0


_MARK = {"ok": "✓", "attention": "!", "broken": "✗"}
