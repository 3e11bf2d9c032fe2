"""Long work in a process of its own, at low priority: pages keep their processor and their Python.

The process is started when it is first needed, takes one order after the other, and ends when it has had
nothing to do for a while or whoever started it is gone. Orders and answers go through its pipes.
"""

from __future__ import annotations

import os
import pickle
import select
import subprocess
import sys
import threading
from importlib import import_module
from typing import Any, BinaryIO

IDLE_S = 600.0
NICE = 10
START = "from rapport.work.results.apart import answer_orders; answer_orders()"


class Apart:
    """The process of whoever asks; it works for one order at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, function: str, *given: Any) -> Any:
        """What `module:name` answers to arguments that can be pickled. Raises what it raises, or
        ChildProcessError when the process dies at it."""
        with self._lock:
            try:
                return self._asked(function, given)
            except (EOFError, BrokenPipeError):
                # It had ended for want of work just then, or it was killed: once more, anew.
                self._end()
            try:
                return self._asked(function, given)
            except (EOFError, BrokenPipeError) as error:
                self._end()
                raise ChildProcessError(f"The process died at {function}") from error

    def _asked(self, function: str, given: tuple[Any, ...]) -> Any:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        pickle.dump((function, given), process.stdin)
        process.stdin.flush()
        well, answer = pickle.load(process.stdout)  # noqa: S301 - from our own child, through its pipe
        if not well:
            raise answer
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-c", START], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def answer_orders() -> None:
    """The process itself: reads orders until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed goes to the log, not among the answers
    os.nice(NICE)
    while select.select([0], [], [], IDLE_S)[0]:
        try:
            function, given = pickle.load(sys.stdin.buffer)  # noqa: S301 - from whoever started us
        except EOFError:
            return
        _send(answers, _answer(function, given))


def _answer(function: str, given: tuple[Any, ...]) -> tuple[bool, Any]:
    module, _, name = function.partition(":")
    try:
        return True, getattr(import_module(module), name)(*given)
    except Exception as error:  # noqa: BLE001 - it is raised again where it was asked for
        return False, error


def _send(answers: BinaryIO, answer: tuple[bool, Any]) -> None:
    try:
        written = pickle.dumps(answer)
        pickle.loads(written)  # noqa: S301 - our own: whether it can be read where it is sent
    except Exception as error:  # noqa: BLE001
        written = pickle.dumps((False, RuntimeError(f"{answer[1]!r} cannot be sent: {error!r}")))
    answers.write(written)
    answers.flush()
