"""What was said in some interactions, without reading tables where the index knows."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from rapport.findings.questions.scores import turns_of
from rapport.home import Home
from rapport.warehouse import Snapshot
from rapport.work.exploring.index.content import unpacked
from rapport.work.exploring.index.state import Look, ask

Turns = Mapping[str, Sequence[Mapping[str, Any]]]


def turns_said(home: Home, snapshot: Snapshot, ids: Sequence[str]) -> Turns:
    """The turns of these interactions at the snapshot's data version."""

    def of_index(index: Look) -> Turns:
        return turns_of(snapshot, ids) if index.missing else _from_index(index.connection, ids)

    return ask(home, snapshot.manifest, of_index, lambda: turns_of(snapshot, ids))


def _from_index(connection: sqlite3.Connection, ids: Sequence[str]) -> Turns:
    rows = connection.execute(
        "SELECT interaction_id, packed FROM items JOIN whole USING (place) "
        "WHERE interaction_id IN (SELECT value FROM json_each(?))",
        (orjson.dumps(list(ids)).decode(),),
    )
    return {row["interaction_id"]: unpacked("interactions", row["packed"])["turns"] for row in rows}
