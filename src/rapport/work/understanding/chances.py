"""How likely each conversation was to be asked about by now, where the home grew between the questions.

An early question was drawn from few conversations, a later one from many: whoever was there from the start
was drawn from again and again, and would count too much if every answer counted alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from rapport.home import Home
from rapport.program.reading.plain import CheckFacts
from rapport.warehouse import Warehouse
from rapport.warehouse.served import SERVED

Floats = NDArray[np.float64]
CAME = f"""
    SELECT interaction_id, imported_at FROM interactions
    WHERE interaction_id IN (SELECT interaction_id FROM drawn) AND {SERVED}
"""
LATER = f"SELECT interaction_id FROM interactions WHERE imported_at > $at AND {SERVED}"


@dataclass(frozen=True)
class Chances:
    """`of`: the chance of each conversation that was asked about. `later`: those that came after the last
    question was drawn, and had none."""

    of: dict[str, float]
    later: pa.Table


def chances_of(home: Home, given: Sequence[CheckFacts]) -> Chances:
    """Of random questions of one kind, the oldest first: each conversation counts when it first came up."""
    first: dict[str, CheckFacts] = {}
    for one in given:
        first.setdefault(one.question.interaction_id, one)
    names, last = list(first), max((one.at for one in given), default=datetime.now(UTC))
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        snapshot.connection.register("drawn", pa.table({"interaction_id": pa.array(names, pa.string())}))
        rows = snapshot.sql(CAME).to_pylist()
        later = snapshot.sql(LATER, {"at": last})
    stored = {row["interaction_id"]: row["imported_at"].timestamp() for row in rows}
    at = _floats([one.at.timestamp() for one in first.values()])
    # What was edited was stored anew, but it had been there when it was asked about.
    came = np.minimum(_floats([stored.get(name, moment) for name, moment in zip(names, at, strict=True)]), at)
    frames = _floats([1 / (one.drawn.probability or 1.0) for one in first.values()])
    return Chances(dict(zip(names, by_now(at, frames, came).tolist(), strict=True)), later)


def by_now(at: Floats, frames: Floats, came: Floats) -> Floats:
    """The chance of each drawn conversation to have been drawn by any of the questions. They were asked `at`
    (in this order) of `frames` conversations, never twice of one; the conversation `came` before it was
    drawn, and every question from then on could have been about it."""
    left = np.maximum(frames - np.arange(len(at)), 1.0)
    with np.errstate(divide="ignore"):
        missed = np.log1p(-1 / left)
    tail = np.append(np.cumsum(missed[::-1])[::-1], 0.0)
    chance: Floats = -np.expm1(tail[np.searchsorted(at, came, side="left")])
    return chance


def _floats(values: Sequence[Any]) -> Floats:
    return np.array(values, dtype=np.float64)
