"""`rapport backup`: the whole home in one file."""

from __future__ import annotations

import click

from rapport.cli.options import home_option, json_option, opened_home
from rapport.cli.output import emit_json, say
from rapport.cli.progress import progress_bar


@click.command("backup")
@click.option(
    "--to", "path", type=click.Path(), help="Where to write it (default: the home's backups folder)."
)
@home_option
@json_option
def command(path: str | None, as_json: bool) -> int:
    """Write a consistent, checksummed copy of the home into one file."""
    from rapport.work.backup import back_up

    home = opened_home()
    with progress_bar(quiet=as_json) as progress:
        result = back_up(home, path, progress=progress)
    if as_json:
        emit_json(result)
        return 0
    say(f"Wrote and verified {result.path} ({result.files:,} files, {result.bytes:,} bytes).")
    for line in result.notes:
        say(line)
    return 0
