"""Which interactions are to be read: those that never were, changed since, or were read by older models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.language.reader import Reader
from rapport.records.annotation import Reading
from rapport.records.interaction import Interaction, Turn
from rapport.warehouse import Snapshot
from rapport.work.annotating.before import COUNTED, COUNTS, MARK, NOT_COUNTED, UNDERSTOOD, attributes_of

BLOCK = 256
COLUMNS = (
    "interaction_id, channel, started_at, ended_at, customer_id, agent_id, concern, reason_code, language, "
    "list_transform(turns, lambda one: {'speaker': one.speaker, 'text': one.text, 'at': one.at, "
    "'person': one.person, 'offset_s': one.offset_s}) AS turns, "
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
    """Interactions to be read together, a mark of the words of each, what the contacts before it add to that,
    and by which readers it is due."""

    interactions: tuple[Interaction, ...]
    marks: tuple[str, ...]
    before: tuple[str, ...]
    due: tuple[frozenset[str], ...]

    @property
    def turns(self) -> int:
        """How many turns there are to read."""
        return sum(len(one.turns) for one in self.interactions)

    def read_by(self, readers: Mapping[str, Reader]) -> list[Reading]:
        """What every reader says of those that are due for it."""
        found: list[Reading] = []
        for name, reader in readers.items():
            places = [place for place, due in enumerate(self.due) if name in due]
            if places:
                marks = [
                    self.marks[place] + (self.before[place] if reader.looks_back else "") for place in places
                ]
                found += reader.read([self.interactions[place] for place in places], marks)
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
        rows = batch.to_pylist()
        for start in range(0, len(rows), BLOCK):
            yield _block(rows[start : start + BLOCK])


def _about(readers: Sequence[Reader], again: bool) -> dict[str, Any]:
    return {
        "readers": [one.name for one in readers],
        "models": ["|".join(one.models) for one in readers],
        "back": [one.looks_back for one in readers],
        "again": again,
    }


def _block(rows: Sequence[dict[str, Any]]) -> Block:
    return Block(
        tuple(map(as_interaction, rows)),
        tuple(row["mark"] for row in rows),
        tuple(row["before"] for row in rows),
        tuple(frozenset(row["readers"]) for row in rows),
    )


def as_interaction(row: Mapping[str, Any]) -> Interaction:
    """The record of a row of COLUMNS, with the contacts before it where they were counted."""
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
        turns=tuple(_turn(one) for one in row["turns"] or ()),
        attributes=attributes_of(row),
    )


def _turn(told: Mapping[str, Any]) -> Turn:
    return Turn(
        told["speaker"],
        told["text"] or "",
        told["at"],
        person=told.get("person"),
        offset_s=told.get("offset_s"),
    )
