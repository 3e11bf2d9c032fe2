"""The warehouse: one writer at a time, any number of readers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

import duckdb
from filelock import FileLock, Timeout

from rapport.warehouse.errors import SnapshotGoneError, WarehouseBusyError
from rapport.warehouse.manifest import Manifest, read_manifest, write_manifest
from rapport.warehouse.snapshot import Snapshot
from rapport.warehouse.tidy import clean
from rapport.warehouse.writer import Writer

Answer = TypeVar("Answer")


class Advances(Protocol):
    """Something that wants to know how many records are done."""

    def advance(self, steps: int = 1) -> None:
        """So many more."""


class Warehouse:
    """A folder of Delta tables. Opening it costs nothing; an absent folder is an empty warehouse."""

    def __init__(self, path: str | os.PathLike[str], wait_s: float = 600) -> None:
        self.root, self.wait_s = Path(path).resolve(), wait_s

    @property
    def data_version(self) -> int:
        """The newest version; 0 before the first write."""
        return read_manifest(self.root).data_version

    @property
    def counted_version(self) -> int:
        """The newest version in which anything changed that numbers are counted from."""
        return read_manifest(self.root).counted_version

    @contextmanager
    def write(self, progress: Advances | None = None) -> Iterator[Writer]:
        """The writer, once nobody else writes. What it did becomes visible, whole and lasting, when
        the block ends; an exception or a dead process leaves the warehouse as it was.

        Raises: WarehouseBusyError after `wait_s` seconds.
        """
        with self.lock():
            manifest = read_manifest(self.root)
            writer = Writer(self.root, manifest, progress.advance if progress else _nobody)
            try:
                yield writer
            except BaseException:
                writer.discard()
                raise
            else:
                self._publish(manifest, writer)
            finally:
                writer.close()

    def snapshot(self, data_version: int | None = None) -> Snapshot:
        """The newest data version, or a recent older one, to ask questions of.

        Raises: SnapshotGoneError for a version that is no longer kept.
        """
        try:
            return Snapshot(self.root, read_manifest(self.root, data_version))
        except SnapshotGoneError:
            if data_version is not None:
                raise
            return Snapshot(self.root, read_manifest(self.root))

    def ask(self, question: Callable[[Snapshot], Answer]) -> Answer:
        """The answer to a question of the newest version; asked once more, of the version that is
        newest then, when files were cleaned up under it."""
        try:
            with self.snapshot() as snapshot:
                return question(snapshot)
        except (SnapshotGoneError, duckdb.IOException):
            with self.snapshot() as snapshot:
                return question(snapshot)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keeps every other writer out. The operating system frees it when this process dies."""
        self.root.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.root / "lock", timeout=self.wait_s):
                yield
        except Timeout:
            raise WarehouseBusyError(
                f"Another process has been writing for more than {self.wait_s:g} seconds",
                str(self.root),
                "Wait for it to end, then try again.",
            ) from None

    def _publish(self, before: Manifest, writer: Writer) -> None:
        tables = writer.commit()
        if tables == before.tables:
            return
        after = before.next(datetime.now(UTC).isoformat(), tables)
        write_manifest(self.root, clean(self.root, after))


def _nobody(_steps: int) -> None:
    """Nobody watches."""
