"""An erased customer leaves the index at once, and no word of theirs stays in its file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import orjson

from rapport.home import Home
from rapport.work.exploring.index.build import index_lock
from rapport.work.exploring.index.place import index_path, writing
from rapport.work.exploring.index.write import drop_items, drop_others, forget_words

WAIT_S = 600


def erase_from_index(home: Home, customer_id: str, interactions: Sequence[str]) -> int:
    """Takes a customer out, and interactions by their ids; how many rows went. Nothing to do without an
    index. Call it once the tables no longer hold them: what is made anew then cannot either."""
    if not index_path(home).exists():
        return 0
    names = orjson.dumps(list(interactions)).decode()
    with index_lock(home, WAIT_S), closing(writing(home)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        gone = 0
        for drop in (drop_items, drop_others):
            gone += drop(connection, "customer_id = ?", (customer_id,))
            gone += drop(connection, "interaction_id IN (SELECT value FROM json_each(?))", (names,))
        connection.execute("COMMIT")
        forget_words(connection)
    return gone
