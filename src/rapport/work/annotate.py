"""Read every conversation that was not read yet, and keep what was said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

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
    """What every reader did, and the data version now."""

    readers: tuple[ReaderResult, ...]
    data_version: int

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
) -> AnnotateResult:
    """Reads what is new or changed, or was read by older models; `again`: everything. `only` names readers.

    Safe to end at any time: what was read is stored every AT_ONCE interactions, and the next run goes on
    from there. Raises InputError for a reader that does not exist.
    """
    progress, warehouse = progress or Silent(), Warehouse(home.warehouse_path)
    done = []
    for name, make in home_readers(home, only).items():
        with warehouse.snapshot() as snapshot:
            done.append(_read_all(warehouse, snapshot, name, make, progress, again, processes))
    return AnnotateResult(tuple(done), warehouse.data_version)


def _read_all(
    warehouse: Warehouse,
    snapshot: Snapshot,
    name: str,
    make: Callable[[], Reader],
    progress: Progress,
    again: bool,
    processes: int | None,
) -> ReaderResult:
    reader = make()
    progress.stage(f"Reading for {name}", count_waiting(snapshot, reader, again))
    counted: Counter[str] = Counter()
    read, turns, unread = 0, 0, 0

    def blocks() -> Iterator[Block]:
        nonlocal turns
        for block in blocks_waiting(snapshot, reader, again):
            turns += block.turns
            yield block

    kept: list[Reading] = []
    for readings in read_blocks(make, blocks(), processes):
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
    return ReaderResult(name, reader.models, read, turns, dict(sorted(counted.items())), unread)


def _store(warehouse: Warehouse, readings: Sequence[Reading]) -> Counts:
    with warehouse.write() as writer:
        return writer.upsert("readings", readings)
