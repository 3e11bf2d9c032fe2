"""Make a home: folder, settings, application database, warehouse."""

from __future__ import annotations

import shutil
from pathlib import Path

from rapport.home import Home, create_home


def init_home(path: str | Path, name: str | None = None) -> Home:
    """Makes and returns a new home at `path`.

    Raises HomeError when the folder exists and is not empty. A home that could not be completed
    is removed again.
    """
    home = create_home(path, name)
    try:
        from rapport.program.setup import connect, migrate

        connect(home)
        migrate(home)
    except BaseException:
        shutil.rmtree(home.root, ignore_errors=True)
        raise
    return home
