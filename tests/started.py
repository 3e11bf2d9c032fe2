"""Programs of Rapport, started by forks where the system lets a process be forked (see `starter.py`).

For tests that need a program beside them; tests of how the command itself starts use `subprocess`.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE_S = 120
STARTER = "RAPPORT_TESTS_STARTER"


def started(words, *, env=None, folder=ROOT, stdout=None, stderr=None):
    """A running program as `subprocess.Popen` gives it, in a session of its own; `words` are what stands
    behind `python`: -c CODE or -m MODULE, and its own words."""
    env = dict(os.environ) if env is None else env
    if sys.platform == "linux":
        return Fork(words, env, folder, stdout, stderr)
    return subprocess.Popen(
        [sys.executable, *words], env=env, cwd=folder, stdout=stdout, stderr=stderr, start_new_session=True
    )


def output(words, *, env=None):
    """What a program writes, once it has ended well."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as wrong:
        code = started(words, env=env, stdout=out, stderr=wrong).wait()
        out.seek(0)
        wrong.seek(0)
        assert code == 0, wrong.read().decode()
        return out.read()


class Fork:
    """A program that the starter forked."""

    def __init__(self, words, env, folder, stdout, stderr):
        _held()
        self._line = _line()
        asked = {"words": [*map(str, words)], "environment": dict(env), "folder": str(folder)}
        with Path(os.devnull).open("wb") as nothing:
            files = [
                nothing.fileno() if one in (None, subprocess.DEVNULL) else one.fileno()
                for one in (stdout, stderr)
            ]
            socket.send_fds(self._line, [json.dumps(asked).encode() + b"\n"], files)
        # Unbuffered: what was read ahead would make the line look as if nothing more had come.
        self._said = self._line.makefile("rb", buffering=0)
        self.pid, self.returncode = self._number(), None

    def _number(self):
        said = b""
        with suppress(ConnectionError):
            said = self._said.readline()
        if not said.endswith(b"\n"):
            raise RuntimeError("the starter of programs ended")
        return int(said)

    def poll(self):
        """The exit code, once it has ended."""
        if self.returncode is None and select.select([self._line], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self, timeout=PATIENCE_S):
        """The exit code; minus the signal that ended it."""
        if self.returncode is None:
            if not select.select([self._line], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("a fork", timeout)
            self.returncode = self._number()
            self._said.close()
            self._line.close()
        return self.returncode

    def send_signal(self, number):
        """Sends it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self):
        """Asks it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """Ends it at once."""
        self.send_signal(signal.SIGKILL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.wait()


@cache
def _held():
    """A line that keeps the starter while this process lives."""
    return _line()


def kept_starter():
    """The starter of this run of the tests, there while this process lives → what its forks and other
    programs find it by."""
    _held()
    return {STARTER: _address()[1:]}


def _address():
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or os.getpid()
    return "\0" + (os.environ.get(STARTER) or f"rapport-tests-{run}")


def _line():
    """A line to the starter of this run of the tests, which whoever comes first starts."""
    address = _address()
    until = time.monotonic() + PATIENCE_S
    begun = None
    while time.monotonic() < until:
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(address)
            return line
        except OSError:
            line.close()
        if begun is None or begun.poll() is not None:
            begun = subprocess.Popen(
                [sys.executable, "-m", "tests.starter", address[1:]],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        time.sleep(0.05)
    raise AssertionError("the starter of programs did not come")
