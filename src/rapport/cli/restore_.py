"""`rapport restore`: bring a backup back."""

from __future__ import annotations

import click

from rapport.cli.options import chosen_home, home_option, json_option
from rapport.cli.output import emit_json, say
from rapport.cli.progress import progress_bar


@click.command("restore")
@click.argument("backup", type=click.Path(exists=True, dir_okay=False))
@click.option("--force", is_flag=True, help="Where a home is there already: keep it aside and restore.")
@home_option
@json_option
def command(backup: str, force: bool, as_json: bool) -> int:
    """Verify BACKUP and restore it into the folder named by --home."""
    from rapport.work.restore import restore

    target = chosen_home()
    if target is None:
        raise click.UsageError("Name the folder to restore into: rapport --home FOLDER restore BACKUP")
    with progress_bar(quiet=as_json) as progress:
        result = restore(backup, target, force=force, progress=progress)
    if as_json:
        emit_json(result)
        return 0
    say(f"Restored {result.files:,} verified files into {result.root}.")
    if result.aside:
        say(f"The home that was there is kept at {result.aside}.")
    for line in result.notes:
        say(line)
    return 0
