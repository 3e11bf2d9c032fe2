"""Finds interactions, a page at a time: in the index where it is whole, else in the tables."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import Manifest, read_manifest
from rapport.work.exploring import direct, indexed
from rapport.work.exploring.asked import COUNTED, FIELDS, PAGE, Found, Scored, Search
from rapport.work.exploring.index.state import current
from rapport.work.exploring.narrow import Asked, asked_by
from rapport.work.exploring.order import mark_of, read_mark
from rapport.work.exploring.scored import knows_scores
from rapport.work.exploring.snippets import from_index, from_tables
from rapport.work.exploring.words import needs_tables, terms

__all__ = ["FIELDS", "PAGE", "Found", "Scored", "Search", "find_interactions", "neighbours"]
_COUNTS: OrderedDict[Any, int] = OrderedDict()
MOST_COUNTS = 256


def find_interactions(
    home: Home,
    actor: Actor,
    search: Search,
    *,
    after: str | None = None,
    limit: int = PAGE,
    snippets: bool = True,
) -> Found:
    """The interactions that match and that the person may see, in the order asked for.

    `snippets`: with the words that were found. Raises NotAllowedError, or InputError for what cannot be
    searched and for a page mark that is none of ours.
    """
    asked = asked_by(home, actor, search)
    marked = terms(search.words) if snippets else ()
    mark = None if after is None else read_mark(after, _by_time(search))
    manifest = read_manifest(home.warehouse_path)
    connection = _index(manifest, home, search)
    if connection is not None:
        key = (str(home.root), *(manifest.tables[name].version for name in ("interactions", "customers")))
        rows, total = _from_index(connection, asked, mark, limit + 1, key)
        shown = from_index(connection, rows[:limit], marked)
    else:
        with Warehouse(home.warehouse_path).snapshot() as snapshot:
            rows, total = direct.page(snapshot, asked, mark, limit + 1), direct.count(snapshot, asked)
            shown = from_tables(snapshot, rows[:limit], marked)
    return Found(
        tuple(with_scores(actor, shown)),
        min(total, COUNTED),
        _mark(search, shown[-1]) if len(rows) > limit else None,
        manifest.data_version,
        total > COUNTED,
        connection is not None,
    )


def neighbours(
    home: Home, actor: Actor, search: Search, row: Mapping[str, Any]
) -> tuple[str | None, str | None]:
    """The ids before and behind an interaction in a list that it is part of; None at its ends.

    `row` has its interaction_id, started_at and handle_s. Nothing where the list is ordered by scores and
    this one has none.
    """
    asked = asked_by(home, actor, search)
    value = {"newest": row["started_at"], "oldest": row["started_at"], "longest": row["handle_s"]}
    name = row["interaction_id"]
    ordered = value.get(search.sort, (asked.wanted.only or {}).get(name))
    connection = _index(read_manifest(home.warehouse_path), home, search)
    if connection is not None:
        question = indexed.question_of(asked)
        place = indexed.place_of(connection, name, row["started_at"])
        ends = [
            indexed.page(connection, question, (ordered, place), 1, backwards=one) for one in (True, False)
        ]
    else:
        with Warehouse(home.warehouse_path).snapshot() as snapshot:
            ends = [direct.page(snapshot, asked, (ordered, name), 1, backwards=one) for one in (True, False)]
    before, behind = (found[0]["interaction_id"] if found else None for found in ends)
    return before, behind


def _index(manifest: Manifest, home: Home, search: Search) -> sqlite3.Connection | None:
    return None if needs_tables(terms(search.words)) else current(home, manifest)


def _from_index(
    connection: sqlite3.Connection,
    asked: Asked,
    mark: tuple[Any, str] | None,
    limit: int,
    version: tuple[Any, ...],
) -> tuple[list[dict[str, Any]], int]:
    question = indexed.question_of(asked)
    after = None
    if mark is not None:
        value, name = mark
        started = value if _by_time(asked.search) else None
        after = (value, indexed.place_of(connection, name, started))
    key = (version, question.counted)
    if key not in _COUNTS:
        _COUNTS[key] = indexed.count(connection, question)
        while len(_COUNTS) > MOST_COUNTS:
            _COUNTS.popitem(last=False)
    return indexed.page(connection, question, after, limit), _COUNTS[key]


def _by_time(search: Search) -> bool:
    return search.sort in ("newest", "oldest")


def _mark(search: Search, row: Mapping[str, Any]) -> str:
    return mark_of(row["started_at"] if _by_time(search) else row["ordered"], row["interaction_id"])


def with_scores(actor: Actor, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their mean QCI, as far as the person may know it."""
    means: dict[str, float | None] = {}
    if rows and knows_scores(actor):
        from rapport.program.audits.selectors.scores import score_means

        means = score_means(actor, [row["interaction_id"] for row in rows])
    return [{**row, "qci": means.get(row["interaction_id"])} for row in rows]
