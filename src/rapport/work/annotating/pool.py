"""Blocks read in processes beside, as many as there are cores; the answers in the order of the blocks."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context

from rapport.language.reader import Reader
from rapport.work.annotating.said import Said
from rapport.work.annotating.waiting import Block

FEW_TURNS = 4_000
"""So many turns are read before another process has started."""
AHEAD = 3
"""Blocks that wait for each process: no process waits for work, and memory stays bounded."""
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
Makers = Mapping[str, Callable[[], Reader]]
_READERS: dict[str, Reader] = {}
"""Of a process beside."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_blocks(makers: Makers, blocks: Iterable[Block], processes: int | None = None) -> Iterator[Said]:
    """What the readers say of every block. `makers` make them, here and in each process: each must be
    something that another process can be told (a function of a module, a partial of one).

    A process that dies raises BrokenProcessPool; what was answered before stays.
    """
    coming, first, turns = iter(blocks), [], 0
    while turns < FEW_TURNS and (block := next(coming, None)) is not None:
        first.append(block)
        turns += block.turns
    more = next(coming, None)
    count = cores() if processes is None else processes
    if more is None or count < 2:
        readers = made(makers)
        for one in chain(first, () if more is None else (more,), coming):
            yield Said.of(one.read_by(readers))
        return
    yield from _beside(makers, chain(first, (more,), coming), count)


def made(makers: Makers) -> dict[str, Reader]:
    """The readers by their names."""
    return {name: make() for name, make in makers.items()}


def _beside(makers: Makers, blocks: Iterator[Block], count: int) -> Iterator[Said]:
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(ONE_THREAD)  # read by the processes when they start
    try:
        with ProcessPoolExecutor(count, get_context("spawn"), _begin, (makers,)) as pool:
            asked: deque[Future[Said]] = deque()
            for block in blocks:
                asked.append(pool.submit(_read, block))
                if len(asked) >= AHEAD * count:
                    yield asked.popleft().result()
            while asked:
                yield asked.popleft().result()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _begin(makers: Makers) -> None:
    _READERS.update(made(makers))


def _read(block: Block) -> Said:
    return Said.of(block.read_by(_READERS))
