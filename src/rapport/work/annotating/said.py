"""What readers said of a block, as it is stored: made where it was read, and cheap to send from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from rapport.language.reader import UNREAD
from rapport.records.annotation import Reading
from rapport.warehouse.batches import as_rows


@dataclass
class Tally:
    """Of one reader: readings, annotations by kind, and readings in which a model failed."""

    readings: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    unread: int = 0

    def add(self, other: Tally) -> None:
        """Counts what was read elsewhere, too."""
        self.readings += other.readings
        self.kinds.update(other.kinds)
        self.unread += other.unread


@dataclass(frozen=True)
class Said:
    """Rows of the table of readings, of how many interactions, and what they come to by reader."""

    rows: pa.Table
    interactions: int
    tallies: dict[str, Tally]

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> Said:
        """Raises InputError for what cannot be stored."""
        interactions = len({one.interaction_id for one in readings})
        return cls(as_rows("readings", readings), interactions, _tallies(readings))


def _tallies(readings: Iterable[Reading]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for one in readings:
        tally = found.setdefault(one.reader, Tally())
        kinds = Counter(annotation.kind for annotation in one.annotations)
        tally.add(Tally(1, kinds, UNREAD in kinds))
    return found
