"""Django's own commands for developers, e.g. `python -m rapport.program.manage HOME makemigrations`."""

from __future__ import annotations

import sys

from django.core.management import call_command

from rapport.home import open_home
from rapport.program.setup import configure


def main(arguments: list[str]) -> None:
    """The first argument is a home, the rest is Django's."""
    configure(open_home(arguments[0]))
    call_command(*arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
