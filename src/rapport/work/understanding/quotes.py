"""Words that customers and agents said, looked up by what was read of them: all that a page needs at once,
because each look goes through every reading. Of a conversation that says something else since it was read
there are none: places in other words would point at the wrong ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapport.findings.plain import Excerpt
from rapport.home import Home
from rapport.warehouse import Snapshot
from rapport.work.exploring.turns import turns_said

NOTED = """
    SELECT interaction_id, reader, one.kind AS kind, one.label AS label, one.turn AS turn,
        one.start AS "from", one."end" AS "to"
    FROM (
        SELECT interaction_id, reader, unnest(annotations) AS one
        FROM readings JOIN interactions USING (interaction_id)
        WHERE list_contains($readers, reader) AND interaction_id IN (SELECT unnest($ids))
        AND starts_with(read_from, lower(hex(interactions.content_hash)))
    )
    WHERE one.turn IS NOT NULL AND list_contains($kinds, one.kind)
    ORDER BY interaction_id, turn, "from"
"""
Place = tuple[str, str, str, str | None]


@dataclass(frozen=True)
class Wanted:
    """Words in these interactions by which a reader said something: a `kind`, of one `label` or any."""

    ids: tuple[str, ...]
    reader: str
    kind: str
    label: str | None = None


def quoted(home: Home, snapshot: Snapshot, wanted: Sequence[Wanted]) -> list[tuple[Excerpt, ...]]:
    """For each that is wanted, the first words in each of its interactions, in the order given; of an
    interaction in which it was not said, none."""
    ids = sorted({name for one in wanted for name in one.ids})
    if not ids:
        return [() for _ in wanted]
    given = {
        "ids": ids,
        "readers": sorted({one.reader for one in wanted}),
        "kinds": sorted({one.kind for one in wanted}),
    }
    first: dict[Place, dict[str, Any]] = {}
    for row in snapshot.sql(NOTED, given).to_pylist():
        for label in (row["label"], None):
            first.setdefault((row["interaction_id"], row["reader"], row["kind"], label), row)
    turns = turns_said(home, snapshot, sorted({place[0] for place in first}))
    return [
        tuple(
            filter(
                None,
                (_excerpt(first.get((name, one.reader, one.kind, one.label)), turns) for name in one.ids),
            )
        )
        for one in wanted
    ]


def _excerpt(row: dict[str, Any] | None, turns: Any) -> Excerpt | None:
    said = turns.get(row["interaction_id"]) or () if row else ()
    if row is None or row["turn"] >= len(said):
        return None
    turn = said[row["turn"]]
    return Excerpt(
        row["interaction_id"], row["turn"], turn["speaker"] or "", turn["text"] or "", row["from"], row["to"]
    )
