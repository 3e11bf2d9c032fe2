"""Serves the pages of a home, with a worker beside them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

from rapport.home import Home, HomeError

THREADS = 1
AGAIN_S = 2.0


def serve(home: Home, *, host: str, port: int, workers: int, worker: bool = True) -> None:
    """Runs until interrupted; `worker` False leaves the long work to `rapport worker` elsewhere.

    One blocking thread a process that answers: more threads wait for one another in Python, more
    processes do not. Raises HomeError when the tables are older than this version.
    """
    from rapport.program.setup import connect, disconnect

    if not 0 < port < 65_536:
        raise HomeError(f"{port} is no port", "--port", "Use a number from 1 to 65535.")
    connect(home)
    disconnect()
    os.environ["RAPPORT_HOME"] = str(home.root)
    from granian.constants import Interfaces
    from granian.server import Server

    beside = WorkerBeside(home) if worker else None
    try:
        Server(
            "rapport.web.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS,
            log_access=False,
        ).serve()
    finally:
        if beside:
            beside.stop()


class WorkerBeside:
    """A worker in a process of its own, started again when it dies; it ends with this process."""

    def __init__(self, home: Home) -> None:
        self._command = [
            sys.executable,
            "-c",
            "from rapport.cli.start import run; run()",
            *("--home", str(home.root), "worker", "--parent", str(os.getpid())),
        ]
        self._over = threading.Event()
        self._process = self._started()
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """Lets the worker finish what it does, and waits for it."""
        self._over.set()
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _watch(self) -> None:
        while not self._over.wait(AGAIN_S):
            if self._process.poll() is not None:
                self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl+C in the terminal reaches the server, which then asks the worker once.
        return subprocess.Popen(self._command, start_new_session=True)
