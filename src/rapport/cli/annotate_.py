"""`rapport annotate`: read every conversation that was not read yet."""

from __future__ import annotations

import click

from rapport.cli.options import home_option, json_option, names, opened_home
from rapport.cli.output import emit_json, say, show_table
from rapport.cli.progress import progress_bar


@click.command("annotate")
@click.option("--only", default="", metavar="READER,…", help="Only these readers.")
@click.option("--again", is_flag=True, help="Read everything again, not only what is new or changed.")
@click.option("--processes", type=click.IntRange(1, 256), help="Processes to read with (all cores).")
@home_option
@json_option
def command(as_json: bool, only: str, again: bool, processes: int | None) -> int:
    """Say of every conversation how it went, with the words that show it. Reads what is new, was changed,
    or was read by an older model; exit code 5 when some could not be read."""
    from rapport.work.annotate import annotate_home

    home = opened_home()
    with progress_bar(quiet=as_json) as progress:
        result = annotate_home(home, progress, only=names(only), again=again, processes=processes)
    if as_json:
        emit_json(result)
        return 5 if result.unread else 0
    rows = (
        (one.reader, f"{one.interactions:,}", f"{sum(one.annotations.values()):,}") for one in result.readers
    )
    show_table(None, ("Reader", ">Interactions read", ">Annotations"), rows)
    for one in result.readers:
        if one.unread:
            say(f"{one.unread:,} interactions could not be read for {one.reader}: see kind `unread`.")
    say(f"{result.turns:,} turns; data version {result.data_version}.")
    return 5 if result.unread else 0
