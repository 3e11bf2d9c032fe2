"""`rapport recordings`: the sound of interactions."""

from __future__ import annotations

from pathlib import Path

import click

from rapport.cli.options import home_option, json_option, opened_home
from rapport.cli.output import emit_json, say
from rapport.cli.progress import progress_bar


@click.group("recordings")
def command() -> None:
    """Attach recordings to interactions, and write down what was said."""


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


@command.command("transcribe")
@click.option("--again", is_flag=True, help="Also what this model has written down before.")
@home_option
@json_option
def transcribe(as_json: bool, again: bool) -> int:
    """Write down what was said in recordings, with the speech model that is set."""
    from rapport.work.transcribe import transcribe_recordings

    home = opened_home()
    with progress_bar(quiet=as_json) as progress:
        result = transcribe_recordings(home, progress, again=again)
    if as_json:
        emit_json(result)
        return 5 if result.refused else 0
    for name, problem in result.refused:
        say(f"{name}: {problem}")
    say(
        f"{result.written:,} written down by {result.model}, {result.left:,} left as they were, "
        f"{len(result.refused):,} refused."
    )
    return 5 if result.refused else 0
