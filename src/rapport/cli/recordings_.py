"""`rapport recordings`: the sound of interactions."""

from __future__ import annotations

from pathlib import Path

import click

from rapport.cli.options import home_option, opened_home
from rapport.cli.output import say


@click.group("recordings")
def command() -> None:
    """Attach recordings to interactions."""


@command.command("add")
@click.argument("folder", type=click.Path(path_type=Path))
@home_option
def add(folder: Path) -> int:
    """Attach every WAV, MP3, OGG and M4A file of FOLDER, each named after its interaction."""
    from rapport.program.people.actor import TERMINAL
    from rapport.program.setup import connect
    from rapport.work.scoring.recordings import recordings_attach

    home = opened_home()
    connect(home)
    done = refused = 0
    for one in recordings_attach(home, TERMINAL, folder):
        if one.problem is None:
            done += 1
        else:
            refused += 1
            say(f"{one.name}: {one.problem}")
    say(f"{done} attached, {refused} refused.")
    return 5 if refused else 0
