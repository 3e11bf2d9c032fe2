"""Redacts a stream of interactions: the first ones here, a long rest on the other cores too."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from functools import partial
from itertools import islice
from queue import SimpleQueue
from typing import Any, Self

import orjson

from rapport.home.settings import Redaction
from rapport.records import Interaction
from rapport.redaction import Redactor
from rapport.work.importing.redact_beside import to_texts, with_texts

Named = tuple[Interaction, tuple[str, ...]]
Redacted = tuple[Interaction, dict[str, int]]
ALONE = 20_000  # so many are done before a process would have paid for its start
BLOCK_RECORDS, BLOCK_CHARACTERS = 100, 1_000_000
MOST_BESIDE, QUEUED = 2, 3  # processes, and blocks each has before it
AHEAD = 48  # blocks that may wait for their turn


def redact_all(records: Iterator[Named], redactor: Redactor, settings: Redaction) -> Iterator[Redacted]:
    """Each interaction redacted, with its counts, in the order given. Other processes only ever change
    how long it takes: what they cannot do is done here."""
    for record, names in islice(records, ALONE):
        yield redactor.interaction(record, names)
    beside = min(_cores() - 1, MOST_BESIDE) if settings.text else 0
    if beside < 1:
        for record, names in records:
            yield redactor.interaction(record, names)
        return
    with _Beside(beside, settings) as others:
        waiting: deque[Callable[[], Iterable[Redacted]]] = deque()
        for block in _blocks(records):
            if others.busy:
                done = [redactor.interaction(record, names) for record, names in block]
                waiting.append(partial(iter, done))
            else:
                waiting.append(partial(_done, block, others.submit(block), redactor))
            if len(waiting) > AHEAD:
                yield from waiting.popleft()()
        while waiting:
            yield from waiting.popleft()()


def _done(block: list[Named], answer: Future[list[Any] | None], redactor: Redactor) -> Iterator[Redacted]:
    found = answer.result()
    if found is None:
        return (redactor.interaction(record, names) for record, names in block)
    return (with_texts(record, given) for (record, _), given in zip(block, found, strict=True))


def _blocks(records: Iterator[Named]) -> Iterator[list[Named]]:
    block: list[Named] = []
    size = 0
    for record, names in records:
        block.append((record, names))
        size += sum(len(turn.text) for turn in record.turns)
        if len(block) == BLOCK_RECORDS or size > BLOCK_CHARACTERS:
            yield block
            block, size = [], 0
    if block:
        yield block


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Beside:
    """Processes that redact blocks, and a thread for each to talk to it."""

    def __init__(self, count: int, settings: Redaction) -> None:
        self._settings = orjson.dumps(asdict(settings)) + b"\n"
        self._threads = ThreadPoolExecutor(count)
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._count = count
        self._asked: deque[Future[list[Any] | None]] = deque()
        self._open = ExitStack()

    def __enter__(self) -> Self:
        paths = os.pathsep.join(path for path in sys.path if path)
        command = [sys.executable, "-m", "rapport.work.importing.redact_beside"]
        for _ in range(self._count):
            child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": paths},
            )
            self._open.callback(_end, child)
            self._idle.put(child)
            _write(child, self._settings)
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._open.close()
        self._threads.shutdown()

    @property
    def busy(self) -> bool:
        """Whether every process has enough before it."""
        while self._asked and self._asked[0].done():
            self._asked.popleft()
        return len(self._asked) >= QUEUED * self._count

    def submit(self, block: list[Named]) -> Future[list[Any] | None]:
        """What the process says of each; None when it could not."""
        self._asked.append(self._threads.submit(self._ask, block))
        return self._asked[-1]

    def _ask(self, block: list[Named]) -> list[Any] | None:
        child = self._idle.get()
        try:
            question = orjson.dumps([to_texts(record, names) for record, names in block])
            if child.stdout is None or not _write(child, question + b"\n"):
                return None
            answer = child.stdout.readline()
            return list(orjson.loads(answer)) if answer.endswith(b"\n") else None
        except orjson.JSONEncodeError:  # text that is no Unicode: the warehouse will say so
            return None
        finally:
            self._idle.put(child)


def _write(child: subprocess.Popen[bytes], line: bytes) -> bool:
    try:
        if child.stdin is not None:
            child.stdin.write(line)
            child.stdin.flush()
    except OSError:  # it died
        return False
    return True


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.communicate()
