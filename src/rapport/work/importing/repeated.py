"""Finds rows that say something else about what an earlier row of the same files was about."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import Any

import orjson

from rapport.sources import Parsed, Record, Rejected
from rapport.warehouse import KEYS


class Repeated:
    """Remembers each key of an import in a few dozen bytes.

    Parameters: `table` whose key tells records apart. `same` counts the rows passed over because they
    repeat an earlier one word for word.
    """

    SAME = Rejected("", "", "", 0)

    def __init__(self, table: str) -> None:
        self._key_name = KEYS[table]
        self._key = attrgetter(self._key_name)
        self._facts: Any = None
        self._seen: dict[int, int] = {}
        self._files: dict[str, int] = {}
        self.same = 0

    def check(self, item: Parsed) -> Rejected | None:
        """None for a key not seen yet, SAME for the same content again, else what is wrong."""
        key = self._key(item.record)
        content = self._content(item.record)
        file = self._files.setdefault(item.where.rpartition(", row ")[0], len(self._files))
        mark = (item.row << 64) | (file << 32) | content
        first = self._seen.setdefault(hash(key), mark)
        if first is mark:
            return None
        if first & 0xFFFFFFFF == content:
            self.same += 1
            return self.SAME
        return self._refuse(item, str(key), first)

    def _content(self, record: Record) -> int:
        if self._facts is None:
            names = [field.name for field in fields(record) if field.name != "attributes"]
            self._facts = attrgetter(*names)
        return hash((self._facts(record), frozenset(record.attributes.items()))) & 0xFFFFFFFF

    def _refuse(self, item: Parsed, key: str, first: int) -> Rejected:
        file = list(self._files)[(first >> 32) & 0xFFFFFFFF]
        return Rejected(
            f"{self._key_name} {key[:80]!r} is there already with different content: "
            f"{file}, row {first >> 64:,}",
            item.where,
            "Keep one of the two rows, or give them ids of their own.",
            item.row,
            orjson.dumps(item.record, default=dict).decode()[:4000],
        )
