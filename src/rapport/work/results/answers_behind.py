"""The answers behind a survey's number, a page at a time.

Which answers these are takes a look at all of them. Of a large home that is done once for each view and data
version, in the process beside; a page then takes its own out of the list.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from rapport.findings.questions.among import among
from rapport.findings.questions.answer_counts import AT
from rapport.findings.questions.split import answers
from rapport.findings.survey import SURVEY_METRICS
from rapport.home import Home, open_home
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.work.exploring.index.others import others_of
from rapport.work.exploring.index.state import Look, ask
from rapport.work.results.behind import PAGE
from rapport.work.results.beside import apart, is_large, patience
from rapport.work.results.shelf import Kept, Shelf
from rapport.work.results.sight import Seen, seen_name
from rapport.work.results.stored import look, state_now
from rapport.work.results.view import View, ViewError

ANSWER = ("answer_id", "item_type")
SHOWN = ("answer_id", "interaction_id", "question", "item", "number", "text", "channel", AT)
MOST = 8
Rows = list[dict[str, Any]]
_IDS: Shelf[pa.Array] = Shelf(MOST)


@dataclass(frozen=True)
class Answers:
    """A page of answers; `after` continues it."""

    rows: tuple[Mapping[str, Any], ...]
    after: str | None
    title: str


def answers_behind(
    home: Home, seen: Seen, view: View, metric: str, after: str = "", limit: int = PAGE
) -> Answers | None:
    """The answers behind a survey's number, in the order of their ids; None while a large home's are looked
    for. Raises ViewError."""
    known = SURVEY_METRICS.get(metric)
    if known is None:
        raise ViewError(f"There are no answers behind {metric!r}", "metric", "Follow the link of a number.")
    seen.domain(view.domain(home.settings.zone))  # says at once what is out of sight
    if is_large(home):
        ids = _ids_ready(home, seen, view, metric)
        if ids is None:
            return None
        start = bisect_right(ids, after, key=lambda one: one.as_py())
        rows = _facts(home, ids.slice(start, limit + 1).to_pylist())
    else:
        table = _ids(home, seen, view, metric, after, limit + 1)
        rows = _from_tables(home, table.to_pylist())
    mark = rows[limit - 1]["answer_id"] if len(rows) > limit else None
    return Answers(tuple(rows[:limit]), mark, known.title)


def _ids_ready(home: Home, seen: Seen, view: View, metric: str) -> pa.Array | None:
    root, name = str(home.root), f"answers {metric} {seen_name(seen)} {sorted(view.pairs())}"

    def made() -> Kept[pa.Array]:
        return apart(home, name, "rapport.work.results.answers_behind:make_ids", root, seen, view, metric)

    key, state = (root, seen, view, metric), state_now(home)
    return _IDS.ask(key, state, made, patience(home), lambda: look(home, name), older_too=True)


def make_ids(root: str, seen: Seen, view: View, metric: str) -> pa.Array:
    """Runs in the process beside."""
    return _ids(open_home(root), seen, view, metric)


def _ids(
    home: Home, seen: Seen, view: View, metric: str, after: str = "", limit: int | None = None
) -> pa.Array:
    domain = seen.domain(view.domain(home.settings.zone))

    def question(snapshot: Any) -> pa.Array:
        table = answers(snapshot, ANSWER, domain.names)
        table = domain.kept(table, home.settings.time_zone, AT)
        table = table.filter(table.item_type == SURVEY_METRICS[metric].item_type, table.answer_id > after)
        found = snapshot.ask(table.select("answer_id").order_by("answer_id").limit(limit))
        return found["answer_id"].combine_chunks()

    return Warehouse(home.warehouse_path).ask(question)


def _facts(home: Home, ids: Sequence[str]) -> Rows:
    def of_index(index: Look) -> Rows:
        found = [others_of(index.connection, "answers", "key", one, 1) for one in ids]
        if not all(found):
            return _from_tables(home, ids)
        return [{name: one[0][name] for name in SHOWN} for one in found]

    return ask(home, read_manifest(home.warehouse_path), of_index, lambda: _from_tables(home, ids))


def _from_tables(home: Home, ids: Sequence[str]) -> Rows:
    """Some answers with what is known of them: looked up once the page is known, so that the words of all
    others are never read."""
    if not ids:
        return []

    def question(snapshot: Any) -> Rows:
        table = snapshot.table("answers")
        near = table.filter(table.answer_id >= min(ids), table.answer_id <= max(ids))
        wanted = among(near, "answer_id", ids).select(*SHOWN)
        rows: Rows = snapshot.ask(wanted.order_by("answer_id")).to_pylist()
        return rows

    return Warehouse(home.warehouse_path).ask(question)
