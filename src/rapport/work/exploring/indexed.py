"""A page of interactions out of the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from rapport.work.exploring.asked import BY_SCORE, COUNTED, Search
from rapport.work.exploring.index.content import ATTRIBUTE, FACTS, ID, TIMELESS, fact, moment, slot
from rapport.work.exploring.narrow import Asked, plain_conditions
from rapport.work.exploring.order import Order
from rapport.work.exploring.words import Term, terms

COLUMNS = (
    "items.place, items.interaction_id, items.channel, items.started_at, items.customer_id, items.agent_id, "
    "items.agent_name, items.team, items.concern, items.subject, items.turn_count, items.abandoned, "
    "items.handle_s"
)
MEANS = "SELECT value ->> 0 AS named, value ->> 1 AS mean FROM json_each(?)"
SEGMENT = "(SELECT segment FROM others WHERE source = 'customers' AND key = items.customer_id) = ?"


@dataclass(frozen=True)
class Question:
    """What stands between FROM and ORDER BY, with its values; `order` of the rows."""

    source: str
    condition: str
    values: tuple[Any, ...]
    order: Order


def question_of(asked: Asked) -> Question:
    """The question in the index's words."""
    search = asked.search
    parts, values = plain_conditions(asked, _among)
    match, without = _match(asked)
    source = "items"
    if match and asked.wanted.only is not None:
        # Few rows are left by their scores: the words are looked up once, not for each of them. The plus
        # keeps the engine from walking the hits for each row.
        parts.append("+items.place IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(match)
        match = ""
    elif match:
        # CROSS: in this order. The other way round, the words would be looked up for each row.
        source = "words CROSS JOIN items ON items.place = words.rowid"
        parts.insert(0, "words MATCH ?")
        values.insert(0, match)
    if without:
        parts.append("items.place NOT IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(without)
    place = "words.rowid" if match else "items.place"
    for sign, limit in ((">=", search.since), ("<", search.until)):
        if limit is not None:
            parts.append(f"{place} {sign} ?")
            values.append(slot(limit))
    if search.since is None and search.until is not None:
        parts.append(f"{place} >= ?")
        values.append(TIMELESS // 2)
    if search.segment is not None:
        parts.append(SEGMENT)
        values.append(search.segment)
    order = _order(search, place)
    if search.sort in BY_SCORE:
        source += f" JOIN ({MEANS}) ON named = interaction_id"
        pairs = [[name, mean] for name, mean in (asked.wanted.only or {}).items()]
        values.insert(0, orjson.dumps(pairs).decode())
    return Question(source, " AND ".join(parts) or "TRUE", tuple(values), order)


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
        f"SELECT {COLUMNS}, {question.order.by} AS ordered FROM {question.source} "
        f"WHERE {question.condition} AND {beyond} ORDER BY {question.order.clause(backwards)} LIMIT ?",
        [*question.values, *more, limit],
    ).fetchall()
    return [_row(row) for row in rows]


def count(connection: sqlite3.Connection, question: Question) -> int:
    """How many there are, counted up to one more than COUNTED."""
    [found] = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {question.source} WHERE {question.condition} "
        f"LIMIT {COUNTED + 1})",
        question.values,
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


def _match(asked: Asked) -> tuple[str, str]:
    """The full-text question, and, when there is nothing in it but what is not wanted, that."""
    search = asked.search
    found = [one for one in terms(search.words) if one.parts]
    positive = [_term(one) for one in found if not one.without]
    positive += [_fact(ATTRIBUTE + name, value) for name, value in search.attributes.items()]
    negative = " OR ".join(_said(one) for one in found if one.without)
    if not positive:
        return "", negative
    # Facts in the same question: the two lists are walked together, instead of looking up every hit.
    positive += [_fact(name, value) for name, value in search.where.items() if name in FACTS]
    if asked.reach.agent is not None:
        positive.append(_fact("agent_id", asked.reach.agent))
    elif asked.reach.teams:
        positive.append("(" + " OR ".join(_fact("team", one) for one in asked.reach.teams) + ")")
    together = " AND ".join(positive)
    return (f"({together}) NOT ({negative})" if negative else together), ""


def _term(one: Term) -> str:
    if one.beginning or len(one.text.split()) > 1:
        return _said(one)
    return f"({_said(one)} OR {_fact(ID, one.text)})"


def _said(one: Term) -> str:
    text = one.text.replace("\0", " ").replace('"', '""')
    return f'said : "{text}"' + (" *" if one.beginning else "")


def _fact(name: str, value: str) -> str:
    return f'facts : "{fact(name, value)}"'
