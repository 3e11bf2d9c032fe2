"""What of a row goes into the index, in which form. The same row always gives the same words: the words
of a row that goes are taken out by giving them again."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any

import orjson
import pyarrow as pa

from rapport.warehouse.schemas import SCHEMAS

FACTS = ("channel", "customer_id", "agent_id", "team", "concern", "touchpoint", "language")
ID = "id"
ATTRIBUTE = "attribute:"
TIMES = {
    name: frozenset(field.name for field in schema if pa.types.is_timestamp(field.type))
    for name, schema in SCHEMAS.items()
}
SLOT = 1 << 20
TIMELESS = -(1 << 62)


TURN = (
    '{"speaker":"%s","text":"","at":"2026-01-01 10:00:00+00","person":null,"offset_s":null,'
    '"duration_s":null,"quoted":null,"signature":null},'
)
LIKELY = (
    '"attributes":{},"turn_count":1,"customer_turns":1,"agent_turns":1,"abandoned":false,"eligible":true,'
    '"handle_s":1.0,"first_reply_s":1.0,"mean_reply_s":1.0,"longest_wait_s":1.0,"imported_at":"2026-'
    + TURN % "agent" + TURN % "customer"
    + '{"interaction_id":"","channel":"chat","started_at":"2026-","ended_at":"2026-","customer_id":"",'
    '"customer_name":null,"agent_id":"","agent_name":"","team":"","concern":"","reason_code":null,'
    '"touchpoint":null,"language":"en","subject":null,"turns":['
).encode()  # fmt: skip
"""What most rows share: with it, short rows pack to less. It belongs to the version of the index."""


def packed(text: str) -> bytes:
    """A row as the engine wrote it in JSON, small."""
    packer = zlib.compressobj(zdict=LIKELY)
    return packer.compress(text.encode()) + packer.flush()


def unpacked(table: str, found: bytes) -> dict[str, Any]:
    """The row again, its times as times."""
    row = unpacked_raw(found)
    for name in TIMES[table] & row.keys():
        row[name] = moment(row[name])
    if table == "interactions":
        row["attributes"] = row["attributes"] or {}
        row["turns"] = [{**turn, "at": moment(turn["at"])} for turn in row["turns"] or ()]
    return row


def unpacked_raw(found: bytes) -> dict[str, Any]:
    """The row with its times as they were written: enough for who reads the words only."""
    unpacker = zlib.decompressobj(zdict=LIKELY)
    row: dict[str, Any] = orjson.loads(unpacker.decompress(found) + unpacker.flush())
    return row


def moment(text: str | None) -> datetime | None:
    """A time as the engine writes it."""
    return None if text is None else datetime.fromisoformat(text)


def said(row: Mapping[str, Any]) -> str:
    """All that was said, and the subject."""
    turns = (turn["text"] for turn in row["turns"] or ())
    return "\n".join(text for text in (row["subject"], *turns) if text)


def facts(row: Mapping[str, Any]) -> str:
    """The row's facts, each as one word that nobody says."""
    return " ".join(_facts(row))


def fact(name: str, value: str) -> str:
    """One fact as such a word."""
    return "x" + blake2b(f"{name}\0{value}".encode(), digest_size=8).hexdigest()


def slot(started_at: datetime | None) -> int:
    """Where the places of interactions that began in this millisecond start: places are in the order of
    time, those without a time before all others."""
    if started_at is None:
        return TIMELESS
    return int(started_at.timestamp() * 1000) * SLOT


def _facts(row: Mapping[str, Any]) -> Iterator[str]:
    yield fact(ID, row["interaction_id"])
    if row["customer_id"]:
        yield fact(ID, row["customer_id"])
    for name in FACTS:
        if row[name] is not None:
            yield fact(name, row[name])
    for name, value in (row["attributes"] or {}).items():
        if value is not None:
            yield fact(ATTRIBUTE + name, value)
