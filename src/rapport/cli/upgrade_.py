"""`rapport upgrade`: bring an older home to this version's format."""

from __future__ import annotations

import click

from rapport.cli.options import chosen_home, home_option, json_option
from rapport.cli.output import emit_json, say
from rapport.cli.progress import progress_bar


@click.command("upgrade")
@home_option
@json_option
def command(as_json: bool) -> int:
    """Back up the home, then bring it to the present format. A newer home is refused."""
    from rapport.work.upgrade import upgrade

    with progress_bar(quiet=as_json) as progress:
        result = upgrade(chosen_home(), progress=progress)
    if as_json:
        emit_json(result)
        return 0
    if result.before == result.after and not result.steps:
        say(f"Nothing to do: the home has format {result.after}.")
        return 0
    say(f"Upgraded from format {result.before} to {result.after}; the backup is {result.backup}.")
    for step in result.steps:
        say(f"  {step}")
    return 0
