"""Where the `rapport` command begins: says what to install when only the library is there."""

from __future__ import annotations

import sys


def run() -> None:
    """Runs the command; exit code 1 with a clear word where the application's parts are missing."""
    try:
        from rapport.cli.main import run as run_command
    except ModuleNotFoundError as error:
        sys.stderr.write(
            f"The library is installed, the application is not ({error.name} is missing).\n"
            'Install it with: pip install "rapport-cx[app]"\n'
        )
        sys.exit(1)
    run_command()
