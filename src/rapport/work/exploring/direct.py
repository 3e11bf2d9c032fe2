"""A page of interactions straight out of the tables: always right, slower the larger the home."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rapport.warehouse.snapshot import Snapshot
from rapport.work.exploring.asked import BY_SCORE, COUNTED, Search
from rapport.work.exploring.narrow import Asked, plain_conditions
from rapport.work.exploring.order import Order
from rapport.work.exploring.words import Term, folded, terms

COLUMNS = (
    "interaction_id, channel, started_at, customer_id, agent_id, agent_name, team, concern, subject, "
    "turn_count, abandoned, handle_s"
)
SPOKEN = "list_aggregate(list_transform(turns, lambda t: t.text), 'string_agg', chr(10))"
TEXT = f"strip_accents(lower(concat_ws(chr(10), subject, {SPOKEN})))"


def page(
    snapshot: Snapshot, asked: Asked, after: tuple[Any, str] | None, limit: int, *, backwards: bool = False
) -> list[dict[str, Any]]:
    """So many rows behind (before) one, of which value and id are given."""
    order = _order(asked.search)
    source, given, condition, values = _question(asked)
    beyond, more = ("TRUE", []) if after is None else order.beyond(*after, backwards)
    rows: list[dict[str, Any]] = snapshot.sql(
        f"SELECT {COLUMNS}, {order.by} AS ordered FROM {source} WHERE {condition} AND {beyond} "
        f"ORDER BY {order.clause(backwards)} LIMIT ?",
        [*given, *values, *more, limit],
    ).to_pylist()
    return rows


def count(snapshot: Snapshot, asked: Asked) -> int:
    """How many there are, counted up to one more than COUNTED."""
    source, given, condition, values = _question(asked)
    found = snapshot.sql(
        f"SELECT count(*) AS n FROM (SELECT 1 FROM {source} WHERE {condition} LIMIT {COUNTED + 1})",
        [*given, *values],
    )
    return int(found.column("n")[0].as_py())


def _question(asked: Asked) -> tuple[str, list[Any], str, list[Any]]:
    """The source with its values, the condition with its values."""
    search = asked.search
    plain = plain_conditions(asked, _among)
    parts, values = [one.sql for one in plain], [value for one in plain for value in one.values]
    for sign, limit in ((">=", search.since), ("<", search.until)):
        if limit is not None:
            parts.append(f"started_at {sign} ?")
            values.append(limit)
    if search.segment is not None:
        parts.append("customer_id IN (SELECT customer_id FROM customers WHERE segment = ?)")
        values.append(search.segment)
    for name, value in search.attributes.items():
        parts.append("attributes[?] = ?")
        values += [name, value]
    for one in terms(search.words):
        part, given = _said(one)
        parts.append(part)
        values += given
    source, named = "interactions", []
    if search.sort in BY_SCORE:
        pairs = asked.wanted.only or {}
        source += " JOIN (SELECT unnest(?) AS named, unnest(?) AS mean) ON named = interaction_id"
        named = [list(pairs.keys()), list(pairs.values())]
        if not pairs:
            source, named, parts = "(SELECT *, NULL AS mean FROM interactions)", [], ["FALSE"]
            values = []
    return source, named, " AND ".join(parts) or "TRUE", values


def _said(one: Term) -> tuple[str, list[Any]]:
    """Whether a text holds the term, also inside a word; an id is told as it is."""
    if one.without:
        return f"NOT contains({TEXT}, ?)", [folded(one.text)]
    return (
        f"(contains({TEXT}, ?) OR interaction_id = ? OR customer_id = ?)",
        [folded(one.text), one.text, one.text],
    )


def _among(column: str, names: Collection[str]) -> tuple[str, list[Any]]:
    return f"{column} IN (SELECT unnest(?))", [list(names)]


def _order(search: Search) -> Order:
    if search.sort == "longest":
        return Order("handle_s", "interaction_id", descending=True)
    if search.sort in BY_SCORE:
        return Order("mean", "interaction_id", descending=search.sort == "highest")
    return Order("started_at", "interaction_id", descending=search.sort == "newest")
