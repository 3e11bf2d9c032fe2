"""`rapport worker`: does the long work of the home."""

from __future__ import annotations

import click

from rapport.cli.options import home_option, opened_home
from rapport.cli.output import say


@click.command("worker")
@home_option
@click.option("--until-empty", is_flag=True, help="End when nothing waits any more.")
@click.option("--parent", type=int, hidden=True)
def command(until_empty: bool, parent: int | None) -> None:
    """Publish decisions, make reports, send what is due; until interrupted.

    `rapport serve` starts one by itself; more of them share the work.
    """
    from rapport.work.jobs.worker import work

    home = opened_home()
    if parent is None:
        say(f"{home.settings.name}: working  (Ctrl+C stops)")
    work(home, parent=parent, until_empty=until_empty)
