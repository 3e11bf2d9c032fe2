"""Read every conversation that was not read yet, and keep what was said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from time import monotonic

from rapport.home import Home
from rapport.language.reader import UNREAD, Reader
from rapport.records.annotation import Reading
from rapport.warehouse import Counts, Snapshot, Warehouse
from rapport.work.annotating.home_readers import home_readers
from rapport.work.annotating.pool import read_blocks
from rapport.work.annotating.waiting import Block, blocks_waiting, count_waiting
from rapport.work.progress import Progress, Silent

AT_ONCE = 20_000
"""Readings stored in one write: others may write between, and what was read is kept when the process dies."""


@dataclass(frozen=True)
class ReaderResult:
    """What one reader did: interactions read, turns, annotations by kind, and how many could not be read."""

    reader: str
    models: tuple[str, ...]
    interactions: int
    turns: int
    annotations: dict[str, int] = field(default_factory=dict)
    unread: int = 0


@dataclass(frozen=True)
class AnnotateResult:
    """What every reader did, and the data version now. `complete`: nothing was left for want of time."""

    readers: tuple[ReaderResult, ...]
    data_version: int
    complete: bool = True

    @property
    def unread(self) -> int:
        """Readings in which a model failed."""
        return sum(one.unread for one in self.readers)


def annotate_home(
    home: Home,
    progress: Progress | None = None,
    *,
    only: Sequence[str] = (),
    again: bool = False,
    processes: int | None = None,
    at_most_s: float | None = None,
) -> AnnotateResult:
    """Reads what is new or changed, or was read by older models; `again`: everything. `only` names readers.

    Safe to end at any time: what was read is stored every AT_ONCE interactions, and the next run goes on
    from there. With `at_most_s` it ends by itself. Raises InputError for a reader that does not exist.
    """
    progress, warehouse = progress or Silent(), Warehouse(home.warehouse_path)
    end = None if at_most_s is None else monotonic() + at_most_s
    done: list[ReaderResult] = []
    complete = True
    for name, make in home_readers(home, only).items():
        with warehouse.snapshot() as snapshot:
            waiting = _Waiting(snapshot, make(), again, end)
            done.append(_read_all(warehouse, waiting, name, make, progress, processes))
            complete &= waiting.ended
    return AnnotateResult(tuple(done), warehouse.data_version, complete)


class _Waiting:
    """The blocks that wait, until there are no more or the time is over; how many turns they had."""

    def __init__(self, snapshot: Snapshot, reader: Reader, again: bool, end: float | None) -> None:
        self.snapshot, self.reader, self.again, self.end = snapshot, reader, again, end
        self.turns, self.ended = 0, False

    def blocks(self) -> Iterator[Block]:
        """Block by block."""
        for block in blocks_waiting(self.snapshot, self.reader, self.again):
            if self.end is not None and monotonic() > self.end:
                return
            self.turns += block.turns
            yield block
        self.ended = True


def _read_all(
    warehouse: Warehouse,
    waiting: _Waiting,
    name: str,
    make: Callable[[], Reader],
    progress: Progress,
    processes: int | None,
) -> ReaderResult:
    progress.stage(f"Reading for {name}", count_waiting(waiting.snapshot, waiting.reader, waiting.again))
    counted: Counter[str] = Counter()
    read, unread = 0, 0
    kept: list[Reading] = []
    for readings in read_blocks(make, waiting.blocks(), processes):
        kept.extend(readings)
        read += len(readings)
        for one in readings:
            counted.update(annotation.kind for annotation in one.annotations)
            unread += any(annotation.kind == UNREAD for annotation in one.annotations)
        progress.advance(len(readings))
        if len(kept) >= AT_ONCE:
            _store(warehouse, kept)
            kept = []
    if kept:
        _store(warehouse, kept)
    return ReaderResult(
        name, waiting.reader.models, read, waiting.turns, dict(sorted(counted.items())), unread
    )


def _store(warehouse: Warehouse, readings: Sequence[Reading]) -> Counts:
    with warehouse.write() as writer:
        return writer.upsert("readings", readings)
