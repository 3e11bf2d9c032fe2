"""Serves the pages of a home."""

from __future__ import annotations

import os

from rapport.home import Home, HomeError

THREADS = 1


def serve(home: Home, *, host: str, port: int, workers: int) -> None:
    """Runs until interrupted. Raises HomeError when the tables are older than this version.

    One blocking thread a worker: more threads wait for one another in Python, more workers do not.
    """
    from rapport.program.setup import connect, disconnect

    if not 0 < port < 65_536:
        raise HomeError(f"{port} is no port", "--port", "Use a number from 1 to 65535.")
    connect(home)
    disconnect()
    os.environ["RAPPORT_HOME"] = str(home.root)
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "rapport.web.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_access=False,
    ).serve()
