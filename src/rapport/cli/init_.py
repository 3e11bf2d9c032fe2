"""`rapport init`: make a home folder."""

from __future__ import annotations

import click

from rapport.cli.options import chosen_home, home_option, json_option
from rapport.cli.output import emit_json, say


@click.command("init")
@click.argument("folder", required=False)
@click.option("--name", help="The company's name (default: the folder's).")
@home_option
@json_option
def command(folder: str | None, name: str | None, as_json: bool) -> int:
    """Make a home: the one FOLDER that holds everything about one client."""
    from rapport.work.init import init_home

    path = folder or chosen_home()
    if path is None:
        raise click.UsageError("Name the folder to make: rapport init NAME")
    home = init_home(path, name)
    if as_json:
        emit_json({"home": home.root, "name": home.settings.name})
        return 0
    say(f"Made the home {home.root} for {home.settings.name}.")
    say(f"Settings: {home.root / 'rapport.toml'}")
    say(f"Next: rapport --home {path} import chats FILE")
    return 0
