"""`rapport serve`: the pages."""

from __future__ import annotations

import click

from rapport.cli.options import home_option, opened_home
from rapport.cli.output import say


@click.command("serve")
@home_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes that answer.")
@click.option("--no-worker", is_flag=True, help="Leave the long work to `rapport worker` elsewhere.")
def command(host: str, port: int, workers: int, no_worker: bool) -> None:
    """Serve the pages of the home until interrupted.

    The first person comes in by an invitation: rapport people invite.
    """
    from rapport.work.serve import serve

    home = opened_home()
    say(f"{home.settings.name}: http://{host}:{port}/  (Ctrl+C stops)")
    serve(home, host=host, port=port, workers=workers, worker=not no_worker)
