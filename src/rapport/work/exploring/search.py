"""Finds interactions, a page at a time: in the index where it is whole, else in the tables."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import Manifest, read_manifest
from rapport.work.exploring import direct, indexed
from rapport.work.exploring.asked import COUNTED, FIELDS, PAGE, Found, Scored, Search
from rapport.work.exploring.index.state import Look, ask
from rapport.work.exploring.narrow import Asked, asked_by
from rapport.work.exploring.order import mark_of, read_mark
from rapport.work.exploring.scored import knows_scores
from rapport.work.exploring.snippets import from_index, from_tables
from rapport.work.exploring.words import Term, needs_tables, terms

__all__ = ["FIELDS", "PAGE", "Found", "Scored", "Search", "find_interactions", "neighbours"]
Answer = TypeVar("Answer")
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
    page = _asked_of(
        home,
        manifest,
        search,
        lambda index: _from_index(home, index, asked, mark, limit + 1, marked),
        lambda: _from_tables(home, asked, mark, limit + 1, marked),
    )
    shown = page.rows[:limit]
    return Found(
        tuple(with_scores(actor, shown, _known(asked))),
        min(page.total, COUNTED),
        _mark(search, shown[-1]) if len(page.rows) > limit else None,
        manifest.data_version,
        page.total > COUNTED,
        page.indexed,
        page.missing,
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

    def of_index(index: Look) -> list[list[dict[str, Any]]]:
        question = indexed.question_of(asked)
        mark = (ordered, indexed.place_of(index.connection, name, row["started_at"]))
        return [indexed.page(index.connection, question, mark, 1, backwards=one) for one in (True, False)]

    def of_tables() -> list[list[dict[str, Any]]]:
        with Warehouse(home.warehouse_path).snapshot() as snapshot:
            return [direct.page(snapshot, asked, (ordered, name), 1, backwards=one) for one in (True, False)]

    ends = _asked_of(home, read_manifest(home.warehouse_path), search, of_index, of_tables)
    before, behind = (found[0]["interaction_id"] if found else None for found in ends)
    return before, behind


@dataclass(frozen=True)
class _Page:
    rows: list[dict[str, Any]]
    total: int
    indexed: bool
    missing: int = 0


def _asked_of(
    home: Home,
    manifest: Manifest,
    search: Search,
    of_index: Callable[[Look], Answer],
    of_tables: Callable[[], Answer],
) -> Answer:
    if needs_tables(terms(search.words)):
        return of_tables()
    return ask(home, manifest, of_index, of_tables)


def _from_index(
    home: Home, index: Look, asked: Asked, mark: tuple[Any, str] | None, limit: int, marked: Sequence[Term]
) -> _Page:
    connection, question = index.connection, indexed.question_of(asked)
    after = None
    if mark is not None:
        value, name = mark
        started = value if _by_time(asked.search) else None
        after = (value, indexed.place_of(connection, name, started))
    key = (str(home.root), index.state, question.counted)
    if key not in _COUNTS:
        _COUNTS[key] = indexed.count(connection, question)
        while len(_COUNTS) > MOST_COUNTS:
            _COUNTS.popitem(last=False)
    rows = from_index(connection, indexed.page(connection, question, after, limit), marked)
    return _Page(rows, _COUNTS[key], indexed=True, missing=index.missing)


def _from_tables(
    home: Home, asked: Asked, mark: tuple[Any, str] | None, limit: int, marked: Sequence[Term]
) -> _Page:
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows, total = direct.page(snapshot, asked, mark, limit), direct.count(snapshot, asked)
        return _Page(from_tables(snapshot, rows, marked), total, indexed=False)


def _by_time(search: Search) -> bool:
    return search.sort in ("newest", "oldest")


def _mark(search: Search, row: Mapping[str, Any]) -> str:
    return mark_of(row["started_at"] if _by_time(search) else row["ordered"], row["interaction_id"])


def _known(asked: Asked) -> Mapping[str, float | None] | None:
    """The means that the question was answered by; those of one evaluator alone are others."""
    return None if asked.search.scored.evaluator is not None else asked.wanted.only


def with_scores(
    actor: Actor, rows: Sequence[Mapping[str, Any]], known: Mapping[str, float | None] | None = None
) -> list[dict[str, Any]]:
    """The rows with their mean QCI, as far as the person may know it; `known` if it was looked up before."""
    means = {} if known is None else known
    if rows and known is None and knows_scores(actor):
        from rapport.program.audits.selectors.scores import score_means

        means = score_means(actor, [row["interaction_id"] for row in rows])
    return [{**row, "qci": means.get(row["interaction_id"])} for row in rows]
