"""Which interactions are to be read: those that never were, changed since, or were read by older models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.language.reader import Reader
from rapport.records.annotation import Reading
from rapport.records.interaction import Interaction, Turn
from rapport.warehouse import Snapshot

BLOCK = 256
COLUMNS = (
    "interaction_id, channel, started_at, customer_id, agent_id, concern, reason_code, language, "
    "list_transform(turns, lambda one: {'speaker': one.speaker, 'text': one.text, 'at': one.at}) AS turns, "
    "lower(hex(content_hash)) AS mark"
)
DUE = """
    WITH wanted AS (SELECT unnest($readers) AS reader, unnest($models) AS models)
    SELECT i.interaction_id, list(w.reader) AS readers
    FROM interactions i CROSS JOIN wanted w
    LEFT JOIN readings r ON r.interaction_id = i.interaction_id AND r.reader = w.reader
    WHERE $again OR r.read_from IS DISTINCT FROM lower(hex(i.content_hash))
    OR array_to_string(r.models, '|') IS DISTINCT FROM w.models
    GROUP BY i.interaction_id
"""


@dataclass(frozen=True)
class Block:
    """Interactions to be read together, a mark of the words of each, and by which readers it is due."""

    interactions: tuple[Interaction, ...]
    marks: tuple[str, ...]
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
                found += reader.read(
                    [self.interactions[place] for place in places], [self.marks[place] for place in places]
                )
        return found


def count_waiting(snapshot: Snapshot, readers: Sequence[Reader], again: bool = False) -> int:
    """How many interactions one of the readers has yet to read; `again`: all of them."""
    answer = snapshot.sql(f"SELECT count(*) AS n FROM ({DUE})", _about(readers, again))
    found: int = answer["n"][0].as_py()
    return found


def blocks_waiting(snapshot: Snapshot, readers: Sequence[Reader], again: bool = False) -> Iterator[Block]:
    """What they have yet to read, block by block: memory holds a few blocks at a time."""
    query = f"SELECT {COLUMNS}, readers FROM interactions JOIN ({DUE}) USING (interaction_id)"
    answer = snapshot.connection.sql(query, params=_about(readers, again))
    for batch in answer.to_arrow_reader(BLOCK * 8):
        rows = batch.to_pylist()
        for start in range(0, len(rows), BLOCK):
            yield _block(rows[start : start + BLOCK])


def _about(readers: Sequence[Reader], again: bool) -> dict[str, Any]:
    return {
        "readers": [one.name for one in readers],
        "models": ["|".join(one.models) for one in readers],
        "again": again,
    }


def _block(rows: Sequence[dict[str, Any]]) -> Block:
    return Block(
        tuple(map(as_interaction, rows)),
        tuple(row["mark"] for row in rows),
        tuple(frozenset(row["readers"]) for row in rows),
    )


def as_interaction(row: Mapping[str, Any]) -> Interaction:
    """The record of a row of COLUMNS."""
    return Interaction(
        interaction_id=row["interaction_id"],
        channel=row["channel"],
        started_at=row["started_at"],
        customer_id=row["customer_id"],
        agent_id=row["agent_id"],
        concern=row["concern"],
        reason_code=row["reason_code"],
        language=row["language"],
        turns=tuple(Turn(one["speaker"], one["text"] or "", one["at"]) for one in row["turns"] or ()),
    )
