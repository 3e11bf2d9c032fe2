"""A page of interactions out of the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from rapport.work.exploring.asked import BY_SCORE, COUNTED, Search
from rapport.work.exploring.index.content import TIMELESS, moment, slot
from rapport.work.exploring.matching import match_of
from rapport.work.exploring.narrow import Asked, Condition, plain_conditions
from rapport.work.exploring.order import Order

COLUMNS = (
    "items.place, items.interaction_id, items.channel, items.started_at, items.customer_id, items.agent_id, "
    "items.agent_name, items.team, items.concern, items.subject, items.turn_count, items.abandoned, "
    "items.handle_s"
)
MEANS = "SELECT value ->> 0 AS named, value ->> 1 AS mean FROM json_each(?)"
HITS = "SELECT rowid FROM words WHERE words MATCH ?"
COMMON = ("team = ?", "channel = ?", "language = ?")
SEGMENT = "(SELECT segment FROM others WHERE source = 'customers' AND key = items.customer_id) = ?"


@dataclass(frozen=True)
class Part:
    """What stands between FROM and ORDER BY, with its values."""

    source: str
    condition: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Question:
    """The rows and their order, and the same rows in a form that is cheap to count."""

    rows: Part
    counted: Part
    order: Order


def question_of(asked: Asked) -> Question:
    """The question in the index's words."""
    search = asked.search
    plain = plain_conditions(asked, _among)
    match, without = match_of(asked)
    if match and asked.wanted.only is None:
        # CROSS: in this order. The other way round, the words would be looked up for each row.
        both = "words CROSS JOIN items ON items.place = words.rowid"
        places = [Condition("words MATCH ?", (match,)), *_times(search, "words.rowid")]
        rest = [*plain, *_segment(search)]
        rows = _part(both, [*places, *rest])
        alone = all(one.told for one in rest)
        counted = _part("words" if alone else both, places if alone else [*places, *rest])
        return Question(rows, counted, _order(search, "words.rowid"))
    plain += [*_times(search, "items.place"), *_segment(search)]
    if match:
        # Few rows are left by their scores: the words are looked up once, not for each of them. The plus
        # keeps the engine from walking the hits for each row.
        plain.append(Condition(f"+items.place IN ({HITS})", (match,)))
    if without:
        plain.append(Condition(f"items.place NOT IN ({HITS})", (without,)))
    if search.sort in BY_SCORE:
        pairs = [[name, mean] for name, mean in (asked.wanted.only or {}).items()]
        source, given = f"items JOIN ({MEANS}) ON named = interaction_id", orjson.dumps(pairs).decode()
        part = _part(source, plain)
        rows = Part(source, part.condition, (given, *part.values))
        return Question(rows, rows, _order(search, "items.place"))
    if search.sort == "longest":
        # In the order of length, as far as it takes: not all of a team first, to be put in order then.
        plain = [Condition(f"+{one.sql}", one.values) if one.sql in COMMON else one for one in plain]
    part = _part("items", plain)
    return Question(part, part, _order(search, "items.place"))


def _part(source: str, conditions: Sequence[Condition]) -> Part:
    values = tuple(value for one in conditions for value in one.values)
    return Part(source, " AND ".join(one.sql for one in conditions) or "TRUE", values)


def _times(search: Search, place: str) -> list[Condition]:
    """The stretch of time, as places; what has no time is in none."""
    found = []
    if search.since is not None:
        found.append(Condition(f"{place} >= ?", (slot(search.since),)))
    elif search.until is not None:
        found.append(Condition(f"{place} >= ?", (TIMELESS // 2,)))
    if search.until is not None:
        found.append(Condition(f"{place} < ?", (slot(search.until),)))
    return found


def _segment(search: Search) -> list[Condition]:
    return [] if search.segment is None else [Condition(SEGMENT, (search.segment,))]


def page(
    connection: sqlite3.Connection,
    question: Question,
    after: tuple[Any, int] | None,
    limit: int,
    *,
    backwards: bool = False,
) -> list[dict[str, Any]]:
    """So many rows behind (before) one, of which value and place are given."""
    beyond, more = ("TRUE", []) if after is None else question.order.beyond(*after, backwards)
    rows = connection.execute(
        f"SELECT {COLUMNS}, {question.order.by} AS ordered FROM {question.rows.source} "
        f"WHERE {question.rows.condition} AND {beyond} ORDER BY {question.order.clause(backwards)} LIMIT ?",
        [*question.rows.values, *more, limit],
    ).fetchall()
    return [_row(row) for row in rows]


def count(connection: sqlite3.Connection, question: Question) -> int:
    """How many there are, counted up to one more than COUNTED."""
    [found] = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {question.counted.source} WHERE {question.counted.condition} "
        f"LIMIT {COUNTED + 1})",
        question.counted.values,
    ).fetchone()
    return int(found)


def place_of(connection: sqlite3.Connection, interaction_id: str, started_at: datetime | None) -> int:
    """An interaction's place; of one that is gone, where others of its time begin."""
    found = connection.execute(
        "SELECT place FROM items WHERE interaction_id = ?", (interaction_id,)
    ).fetchone()
    return int(found[0]) if found else slot(started_at)


def _row(found: Mapping[str, Any]) -> dict[str, Any]:
    row = dict(found)
    row["started_at"] = moment(row["started_at"])
    row["abandoned"] = bool(row["abandoned"])
    return row


def _order(search: Search, place: str) -> Order:
    if search.sort == "longest":
        return Order("items.handle_s", "items.place", descending=True)
    if search.sort in BY_SCORE:
        return Order("mean", "items.place", descending=search.sort == "highest")
    return Order(place, place, descending=search.sort == "newest")


def _among(column: str, names: Collection[str]) -> tuple[str, list[Any]]:
    return f"{column} IN (SELECT value FROM json_each(?))", [orjson.dumps(list(names)).decode()]
