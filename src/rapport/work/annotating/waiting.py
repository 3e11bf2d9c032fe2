"""Which interactions are to be read: those that never were, changed since, or were read by older models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.language.reader import Reader
from rapport.records.interaction import Interaction, Turn
from rapport.warehouse import Snapshot

BLOCK = 256
COLUMNS = (
    "interaction_id, channel, started_at, customer_id, agent_id, concern, reason_code, language, "
    "list_transform(turns, lambda one: {'speaker': one.speaker, 'text': one.text, 'at': one.at}) AS turns, "
    "lower(hex(content_hash)) AS mark"
)


@dataclass(frozen=True)
class Block:
    """Interactions to be read together by one reader, with a mark of the words of each."""

    interactions: tuple[Interaction, ...]
    marks: tuple[str, ...]

    @property
    def turns(self) -> int:
        """How many turns there are to read."""
        return sum(len(one.turns) for one in self.interactions)


def count_waiting(snapshot: Snapshot, reader: Reader, again: bool = False) -> int:
    """How many interactions the reader has yet to read; `again`: all of them."""
    found: int = snapshot.sql(f"SELECT count(*) AS n FROM ({_ids(again)})", _about(reader))["n"][0].as_py()
    return found


def blocks_waiting(snapshot: Snapshot, reader: Reader, again: bool = False) -> Iterator[Block]:
    """What it has yet to read, block by block: memory holds a few blocks at a time."""
    query = f"SELECT {COLUMNS} FROM interactions WHERE interaction_id IN ({_ids(again)})"
    answer = snapshot.connection.sql(query, params=_about(reader))
    for batch in answer.to_arrow_reader(BLOCK * 8):
        rows = batch.to_pylist()
        for start in range(0, len(rows), BLOCK):
            yield _block(rows[start : start + BLOCK])


def _ids(again: bool) -> str:
    if again:
        return "SELECT interaction_id FROM interactions WHERE $reader IS NOT NULL AND $models IS NOT NULL"
    return (
        "WITH r AS (SELECT * FROM readings WHERE reader = $reader) "
        "SELECT i.interaction_id FROM interactions i LEFT JOIN r ON r.interaction_id = i.interaction_id "
        "WHERE r.read_from IS DISTINCT FROM lower(hex(i.content_hash)) "
        "OR array_to_string(r.models, '|') IS DISTINCT FROM $models"
    )


def _about(reader: Reader) -> dict[str, str]:
    return {"reader": reader.name, "models": "|".join(reader.models)}


def _block(rows: Sequence[dict[str, Any]]) -> Block:
    return Block(tuple(map(_interaction, rows)), tuple(row["mark"] for row in rows))


def _interaction(row: dict[str, Any]) -> Interaction:
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
