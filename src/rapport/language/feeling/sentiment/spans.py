"""Where units stand in their text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.language.feeling.sentiment.reading import BORDER, reader

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Spans:
    """`piece` is the piece that each unit is of, `first` the first unit of every piece, `start` where a
    piece begins in its text."""

    pieces: list[str]
    piece: Places
    first: Places
    start: Places

    @classmethod
    def of(cls, pieces: list[str]) -> Spans:
        """Of what was cut, in one pass."""
        known, n = reader(), len(pieces)
        counts = np.fromiter(map(len, map(known.__getitem__, pieces)), dtype=np.int64, count=n)
        sizes = np.fromiter(map(len, pieces), dtype=np.int64, count=n) + 1
        place = np.cumsum(sizes) - sizes
        begins = np.fromiter(map(BORDER.__eq__, pieces), dtype=bool, count=n)
        origin = np.maximum.accumulate(np.where(begins, place + len(BORDER) + 1, 0)) if n else place
        return cls(pieces, np.repeat(np.arange(n), counts), np.cumsum(counts) - counts, place - origin)

    def span(self, first: int, units: int) -> tuple[int, int]:
        """The characters of so many units from this one on."""
        return self._edge(first)[0], self._edge(first + max(units, 1) - 1)[1]

    def _edge(self, unit: int) -> tuple[int, int]:
        piece = self.piece[unit]
        start = int(self.start[piece])
        _, low, high = reader().edges(self.pieces[piece])[unit - self.first[piece]]
        return start + low, start + high
