"""Read every conversation that was not read yet, and keep what was said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Self

import pyarrow as pa

from rapport.home import Home
from rapport.language.reader import Reader
from rapport.warehouse import Snapshot, Warehouse
from rapport.work.annotating.home_readers import home_readers
from rapport.work.annotating.pool import made, read_blocks
from rapport.work.annotating.said import Said, Tally
from rapport.work.annotating.waiting import Block, blocks_waiting, count_waiting
from rapport.work.progress import Progress, Silent

AT_ONCE, BYTES_AT_ONCE = 50_000, 96 * 2**20
"""Readings, and what they weigh, stored in one write: others may write between, and what was read is kept
when the process dies."""


@dataclass(frozen=True)
class ReaderResult:
    """What one reader did: interactions read, annotations by kind, and how many could not be read."""

    reader: str
    models: tuple[str, ...]
    interactions: int
    annotations: dict[str, int] = field(default_factory=dict)
    unread: int = 0


@dataclass(frozen=True)
class AnnotateResult:
    """What every reader did, the turns that were read, and the data version now. `complete`: nothing was
    left for want of time."""

    readers: tuple[ReaderResult, ...]
    turns: int
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

    Safe to end at any time: what was read is stored every AT_ONCE readings, and the next run goes on
    from there. With `at_most_s` it ends by itself: after a block at least, and not before it read for as long
    as it took to find out what waits. Raises InputError for a reader that does not exist.
    """
    progress, warehouse = progress or Silent(), Warehouse(home.warehouse_path)
    makers = home_readers(home, only)
    readers = list(made(makers).values())
    with warehouse.snapshot() as snapshot, _Keeper(warehouse, readers) as keeper:
        began = monotonic()
        progress.stage("Reading conversations", count_waiting(snapshot, readers, again))
        counted = monotonic()
        end = None if at_most_s is None else counted + max(at_most_s, counted - began)
        waiting = _Waiting(snapshot, end)
        for said in read_blocks(makers, waiting.blocks(), processes):
            keeper.keep(said)
            progress.advance(said.interactions)
    return AnnotateResult(keeper.results(), waiting.turns, warehouse.data_version, waiting.ended)


class _Waiting:
    """The blocks that wait, one at least, until there are no more or the time is over; how many turns they
    had."""

    def __init__(self, snapshot: Snapshot, end: float | None) -> None:
        self.snapshot, self.end = snapshot, end
        self.turns, self.ended = 0, False

    def blocks(self) -> Iterator[Block]:
        """Block by block."""
        for number, block in enumerate(blocks_waiting(self.snapshot)):
            if number and self.end is not None and monotonic() >= self.end:
                return
            self.turns += block.turns
            yield block
        self.ended = True


class _Keeper:
    """Stores readings, many in one write, and counts them; what it has is stored whatever ends the work."""

    def __init__(self, warehouse: Warehouse, readers: Sequence[Reader]) -> None:
        self.warehouse, self.readers = warehouse, readers
        self._kept: list[pa.Table] = []
        self._tallies = {one.name: Tally() for one in readers}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._store()

    def keep(self, said: Said) -> None:
        """Keeps what was read."""
        self._kept.append(said.rows)
        for name, tally in said.tallies.items():
            self._tallies[name].add(tally)
        kept = self._kept
        if sum(map(len, kept)) >= AT_ONCE or sum(one.nbytes for one in kept) >= BYTES_AT_ONCE:
            self._store()

    def results(self) -> tuple[ReaderResult, ...]:
        """What every reader did."""
        return tuple(
            ReaderResult(
                one.name, one.models, tally.readings, dict(sorted(tally.kinds.items())), tally.unread
            )
            for one, tally in ((one, self._tallies[one.name]) for one in self.readers)
        )

    def _store(self) -> None:
        kept, self._kept = self._kept, []
        if kept:
            with self.warehouse.write() as writer:
                writer.upsert_rows("readings", pa.concat_tables(kept))
