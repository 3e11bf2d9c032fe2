"""A real server of a home, to be killed and started again on the same port."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.started import output, started

PATIENCE_S = 120
ROOT = Path(__file__).parents[2]
COMMAND = ("-c", "from rapport.cli.start import run; run()")


class LiveServer:
    """`rapport serve` in processes of its own."""

    def __init__(self, home, *, workers=1, worker=False, database_url=None):
        self.home, self.workers, self.worker = home, workers, worker
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            self.port = taken.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = environment(database_url)
        self.process = None

    def start(self):
        """Starts it and waits until it answers."""
        words = ["serve", "--port", str(self.port), "--workers", str(self.workers)]
        if not self.worker:
            words.append("--no-worker")
        with tempfile.TemporaryFile() as said:
            words = [*COMMAND, "--home", str(self.home), *words]
            self.process = started(words, env=self.environment, stdout=said, stderr=said)
            until = time.monotonic() + PATIENCE_S
            while self.process.poll() is None and time.monotonic() < until:
                try:
                    with urllib.request.urlopen(f"{self.address}/healthz", timeout=2):
                        return self
                except OSError:
                    time.sleep(0.05)
            said.seek(0)
            raise AssertionError(f"the server did not start: {said.read().decode()[-2000:]}")

    def kill(self):
        """Ends every process of it at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def stop(self):
        """Ends it in peace."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()


def command(home, *words):
    """The command, run by this interpreter: a browser's loop and the database do not go together."""
    return [sys.executable, *COMMAND, "--home", str(home), *words]


def environment(database_url=None):
    """What a program is given that is told its home by words."""
    found = {key: value for key, value in os.environ.items() if key != "RAPPORT_HOME"}
    return {**found, "DATABASE_URL": database_url} if database_url else found


def in_process(module, *words, database_url=None):
    """What a module prints as JSON when it is run in a process of its own."""
    return json.loads(output(["-m", module, *words], env=environment(database_url)).splitlines()[-1])
