"""Brings rows of one id together, in bounded memory: in place, or by sorting runs on disk."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import IO, Any, TypeAlias

import orjson

Entry: TypeAlias = tuple[str, int, list[Any]]
_LENGTHS = 64 * 1024 * 1024
_OPTIONS = orjson.OPT_NON_STR_KEYS


class Grouping:
    """Collects rows by id.

    Parameters: `rows` held in memory at most; beyond, they go to unnamed temporary files that are gone
    when the process ends, however it ends. Use it in a `with`.
    """

    def __init__(self, rows: int) -> None:
        self._most = rows
        self._held: list[Entry] = []
        self._characters = 0
        self._runs: list[IO[bytes]] = []

    def add(self, name: str, row: int, cells: list[Any], characters: int) -> None:
        """One row of the id; `characters` says about how much text it holds."""
        self._held.append((name, row, cells))
        self._characters += characters
        if len(self._held) >= self._most or self._characters > _LENGTHS:
            self._spill()

    def groups(self) -> Iterator[tuple[str, list[Entry]]]:
        """Each id with its rows in the file's order; ids in the order they first came, while all
        rows fit into memory, else in their own order."""
        if not self._runs:
            together: dict[str, list[Entry]] = {}
            for entry in self._held:
                together.setdefault(entry[0], []).append(entry)
            self._held = []
            yield from together.items()
            return
        self._spill()
        merged = heapq.merge(*map(_read, self._runs), key=itemgetter(0, 1))
        for name, entries in groupby(merged, key=itemgetter(0)):
            yield name, list(entries)

    def close(self) -> None:
        """Frees the files."""
        for run in self._runs:
            run.close()

    def __enter__(self) -> Grouping:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _spill(self) -> None:
        if not self._held:
            return
        self._held.sort(key=itemgetter(0, 1))
        run = tempfile.TemporaryFile(prefix="rapport-", buffering=1 << 16)  # noqa: SIM115
        self._runs.append(run)
        for entry in self._held:
            run.write(orjson.dumps(entry, default=str, option=_OPTIONS))
            run.write(b"\n")
        run.seek(0)
        self._held, self._characters = [], 0


def _read(run: IO[bytes]) -> Iterator[Entry]:
    for line in run:
        name, row, cells = orjson.loads(line)
        yield name, row, cells
