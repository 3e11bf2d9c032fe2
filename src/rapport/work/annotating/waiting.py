"""Which interactions are to be read: those that never were, changed since, or were read by older models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from rapport.language.reader import Reader, spoken_in
from rapport.records.annotation import Reading
from rapport.records.interaction import Interaction, Turn
from rapport.warehouse import Snapshot
from rapport.work.annotating.before import COUNTED, COUNTS, MARK, NOT_COUNTED, UNDERSTOOD, attributes_of

BLOCK = 256
TURN = ("speaker", "text", "at", "person", "offset_s")
"""What is read of a turn."""
_TURN = ", ".join(f"'{name}': one.{name}" for name in TURN)
COLUMNS = (
    "interaction_id, channel, started_at, ended_at, customer_id, agent_id, concern, reason_code, language, "
    f"list_transform(turns, lambda one: {{{_TURN}}}) AS turns, "
    f"{UNDERSTOOD}, lower(hex(content_hash)) AS mark"
)
DUE = f"""
    WITH wanted AS (SELECT unnest($readers) AS reader, unnest($models) AS models, unnest($back) AS back),
    counted AS (SELECT interaction_id, content_hash, {{counted}} FROM interactions),
    marked AS (SELECT *, {MARK} AS before FROM counted)
    SELECT i.interaction_id, list(w.reader) AS readers, any_value(i.before) AS before,
        {", ".join(f"any_value(i.{name}) AS {name}" for name in COUNTS)}
    FROM marked i CROSS JOIN wanted w
    LEFT JOIN readings r ON r.interaction_id = i.interaction_id AND r.reader = w.reader
    WHERE $again OR array_to_string(r.models, '|') IS DISTINCT FROM w.models
    OR r.read_from IS DISTINCT FROM lower(hex(i.content_hash)) || CASE WHEN w.back THEN i.before ELSE '' END
    GROUP BY i.interaction_id
"""


@dataclass(frozen=True)
class Block:
    """Interactions to be read together, as rows that cost little to send to another process: COLUMNS, what
    the contacts before add to the mark (`before`, COUNTS), and the `readers` each is due for; without that
    column, all."""

    rows: pa.RecordBatch

    @property
    def turns(self) -> int:
        """How many turns there are to read."""
        return pc.sum(pc.list_value_length(self.rows["turns"])).as_py() or 0

    def read_by(self, readers: Mapping[str, Reader]) -> list[Reading]:
        """What every reader says of those that are due for it."""
        rows = self.rows.drop_columns("turns").to_pylist()
        every = [interaction(row, turns) for row, turns in zip(rows, _turns(self.rows["turns"]), strict=True)]
        spoken = list(map(spoken_in, every)) if any(one.understood for one in readers.values()) else None
        found: list[Reading] = []
        for name, reader in readers.items():
            places = [place for place, row in enumerate(rows) if name in row.get("readers", readers)]
            if places:
                marks = [
                    rows[place]["mark"] + (rows[place]["before"] if reader.looks_back else "")
                    for place in places
                ]
                own = None if spoken is None else [spoken[place] for place in places]
                found += reader.read([every[place] for place in places], marks, own)
        return found


def count_waiting(snapshot: Snapshot, readers: Sequence[Reader], again: bool = False) -> int:
    """How many interactions one of the readers has yet to read; `again`: all of them. Which these are stays
    with the snapshot, for `blocks_waiting`."""
    back = any(one.looks_back for one in readers)
    due = DUE.format(counted=COUNTED if back else NOT_COUNTED)
    snapshot.sql(f"CREATE OR REPLACE TEMP TABLE due AS {due}", _about(readers, again))
    found: int = snapshot.sql("SELECT count(*) AS n FROM due")["n"][0].as_py()
    return found


def blocks_waiting(snapshot: Snapshot) -> Iterator[Block]:
    """Those that `count_waiting` found last, block by block: memory holds a few blocks at a time."""
    found = f"readers, before, {', '.join(COUNTS)}"
    answer = snapshot.connection.sql(
        f"SELECT {COLUMNS}, {found} FROM interactions JOIN due USING (interaction_id)"
    )
    for batch in answer.to_arrow_reader(BLOCK * 8):
        for start in range(0, len(batch), BLOCK):
            # A copy: a slice would take all of the batch along to another process.
            yield Block(batch.take(pa.array(range(start, min(start + BLOCK, len(batch))))))


def _about(readers: Sequence[Reader], again: bool) -> dict[str, Any]:
    return {
        "readers": [one.name for one in readers],
        "models": ["|".join(one.models) for one in readers],
        "back": [one.looks_back for one in readers],
        "again": again,
    }


def as_interaction(row: Mapping[str, Any]) -> Interaction:
    """The record of a row of COLUMNS, with the contacts before it where they were counted."""
    return interaction(row, tuple(_turn(*map(one.get, TURN)) for one in row["turns"] or ()))


def interaction(row: Mapping[str, Any], turns: tuple[Turn, ...]) -> Interaction:
    """The record of a row with these turns."""
    return Interaction(
        interaction_id=row["interaction_id"],
        channel=row["channel"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        customer_id=row["customer_id"],
        agent_id=row["agent_id"],
        concern=row["concern"],
        reason_code=row["reason_code"],
        language=row["language"],
        turns=turns,
        attributes=attributes_of(row),
    )


def _turns(column: pa.ListArray) -> Iterator[tuple[Turn, ...]]:
    """The turns of every row, column by column: half the time of row by row."""
    told = column.flatten()
    every = iter(list(map(_turn, *(told.field(name).to_pylist() for name in TURN))))
    for count in pc.list_value_length(column).to_pylist():
        yield tuple(islice(every, count or 0))


def _turn(speaker: str, text: str | None, at: Any, person: str | None, offset_s: float | None) -> Turn:
    return Turn(speaker, text or "", at, person=person, offset_s=offset_s)
