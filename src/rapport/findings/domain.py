"""The part of an audit that numbers are told of: some teams, a channel, one agent, a stretch of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rapport.findings.questions.split import dimension


@dataclass(frozen=True)
class Domain:
    """`where` keeps, for every dimension named, what has one of its values; `since` and `until` (not
    included) keep what began between. A domain keeps the design's weights: it is no sample of its own."""

    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    since: datetime | None = None
    until: datetime | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The dimensions that must be known to tell who is inside."""
        return tuple(name for name, _ in self.where)

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not self.where and self.since is None and self.until is None

    def mask(self, rows: pl.DataFrame) -> NDArray[np.bool_]:
        """True for the rows inside; what is not known of a row leaves it outside."""
        inside = np.ones(rows.height, dtype=bool)
        for name, values in self.where:
            held = rows[name].cast(pl.String).is_in(list(values)).fill_null(False)
            inside &= held.to_numpy()
        if self.since is not None:
            inside &= (rows["started_at"] >= self.since).fill_null(False).to_numpy()
        if self.until is not None:
            inside &= (rows["started_at"] < self.until).fill_null(False).to_numpy()
        return inside

    def kept(self, table: Any, zone: str, at: str) -> Any:
        """The rows of a table of interactions or answers that are inside."""
        tests = [dimension(table, name, zone, at).isin(list(values)) for name, values in self.where]
        if self.since is not None:
            tests.append(table[at] >= self.since)
        if self.until is not None:
            tests.append(table[at] < self.until)
        return table.filter(tests) if tests else table


EVERYTHING = Domain()
