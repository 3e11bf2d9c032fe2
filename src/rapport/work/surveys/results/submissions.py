"""The submissions behind a survey's numbers: page by page, one whole, and all of them as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import ibis

from rapport.findings.questions.answer_counts import AT
from rapport.findings.questions.split import answers
from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.warehouse import Warehouse
from rapport.work.results.sight import Seen, still_blind
from rapport.work.results.view import View
from rapport.work.understanding.seen import checked_view, seen_of

PAGE, MOST = 50, 100_000
AT_ONCE = 5_000
"""Answers that are held as objects while a file is written."""
COLUMNS = (
    "submission_id", "survey", "item", "item_type", "number", "text", "question", "scale_min", "scale_max",
    "touchpoint", "language", "channel", "customer_id", "interaction_id", AT, "attributes",
)  # fmt: skip
FACTS = ("submission_id", "survey", AT, "channel", "language", "touchpoint", "customer_id", "interaction_id")
HIDDEN = "kept back until you have scored this interaction"


@dataclass(frozen=True)
class Given:
    """One item of a submission as it was answered."""

    item: str
    item_type: str
    question: str
    value: float | str | None


@dataclass(frozen=True)
class SubmissionRow:
    """One form that came back."""

    submission_id: str
    survey: str
    answered_at: datetime | None
    channel: str
    language: str
    touchpoint: str
    customer_id: str
    interaction_id: str
    status: str
    answers: tuple[Given, ...]

    def value(self, item: str) -> float | str | None:
        """What was answered to an item, None for nothing."""
        return next((one.value for one in self.answers if one.item == item), None)


@dataclass(frozen=True)
class Only:
    """Only submissions whose answer to `item` lies between `low` and `high`."""

    item: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class SubmissionsPage:
    """One page, newest first. `after` leads to the next, None at the end."""

    items: tuple[str, ...]
    rows: tuple[SubmissionRow, ...]
    after: str | None


@dataclass(frozen=True)
class SubmissionsTable:
    """What a file holds, newest first: `count` rows of `total`, each as long as `columns`."""

    columns: tuple[str, ...]
    rows: Iterator[list[Any]]
    count: int
    total: int

    @property
    def name(self) -> str:
        """A name for the file, which says when older ones are not in it."""
        whole = self.count == self.total
        return "submissions" if whole else f"submissions-newest-{self.count}-of-{self.total}"


def submissions_page(
    home: Home, actor: Actor, view: View, survey: str, only: Only | None = None, after: str | None = None
) -> SubmissionsPage:
    """A page of a survey's submissions, as far as this person sees. Raises NotAllowedError, InputError."""
    seen = _allowed(home, actor, view)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        table = _table(snapshot, home, seen, view, survey)
        ids = _ids(snapshot, table, only or Only(), after)
        items = _items(snapshot, table)
        listed = [one["submission_id"] for one in ids[:PAGE]]
        rows = (
            _rows(snapshot, table.filter(table.submission_id.isin(listed)), still_blind(actor))
            if listed
            else {}
        )
        last = ids[PAGE - 1] if len(ids) > PAGE else None
        mark = f"{last['at'].isoformat() if last['at'] else ''}~{last['submission_id']}" if last else None
        return SubmissionsPage(items, tuple(rows[one] for one in listed if one in rows), mark)


def one_submission(home: Home, actor: Actor, survey: str, submission_id: str) -> SubmissionRow | None:
    """One form that came back, None when there is none that this person may see."""
    seen = _allowed(home, actor, View())
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        table = _table(snapshot, home, seen, View(), survey)
        rows = _rows(snapshot, table.filter(table.submission_id == submission_id), still_blind(actor))
        return rows.get(submission_id)


def all_submissions(home: Home, actor: Actor, view: View, survey: str) -> SubmissionsTable:
    """One row a submission with a cell an item, newest first: as many as a file holds. Raises
    NotAllowedError, InputError."""
    seen, hidden = _allowed(home, actor, view), still_blind(actor)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        table = _table(snapshot, home, seen, view, survey)
        items = _items(snapshot, table)
        newest = _newest(table, MOST)
        total = int(snapshot.ask(table.submission_id.nunique()).as_py())
        joined = table.inner_join(newest, table.submission_id == newest.newest_id)
        ordered = joined.order_by([joined["at"].desc(nulls_first=False), joined.submission_id])
        read = snapshot.ask(ordered.select(*COLUMNS))
    columns = (*FACTS, "status", *items)
    return SubmissionsTable(columns, _cells(read, items, hidden), min(total, MOST), total)


def _newest(table: Any, most: int) -> Any:
    """The ids of the newest submissions, and when they were answered."""
    found = table.group_by(newest_id=table.submission_id).agg(at=table[AT].max())
    return found.order_by([found["at"].desc(nulls_first=False), found.newest_id]).limit(most)


def _cells(read: Any, items: Sequence[str], hidden: frozenset[str]) -> Iterator[list[Any]]:
    """Their rows, made as they are written: only a few thousand answers at a time are held as objects."""
    answered = (one for some in read.to_batches(max_chunksize=AT_ONCE) for one in some.to_pylist())
    for _, given in groupby(answered, key=lambda one: one["submission_id"]):
        row = _row(list(given), hidden)
        yield [*(getattr(row, name) for name in FACTS), row.status, *map(row.value, items)]


def _allowed(home: Home, actor: Actor, view: View) -> Seen:
    actor.require(Permission.SURVEYS_READ)
    seen = seen_of(actor)
    if not seen.words:
        raise NotAllowedError(Permission.INTERACTIONS_READ, actor.name)
    checked_view(home, seen, view)
    return seen


def _table(snapshot: Any, home: Home, seen: Seen, view: View, survey: str) -> Any:
    domain = seen.domain(view.domain(home.settings.zone))
    table = answers(snapshot, COLUMNS, domain.names)
    name = ibis.coalesce(table.survey.split("@")[0], "")
    return domain.kept(table, home.settings.time_zone, AT).filter(name == survey)


def _ids(snapshot: Any, table: Any, only: Only, after: str | None) -> list[dict[str, Any]]:
    if only.item:
        tests = [table.item == only.item]
        tests += [table.number >= only.low] if only.low is not None else []
        tests += [table.number <= only.high] if only.high is not None else []
        table = table.filter(tests)
    found = table.group_by("submission_id").agg(at=table[AT].max())
    if after:
        found = found.filter(_behind(found, after))
    ordered = found.order_by([found["at"].desc(nulls_first=False), found.submission_id]).limit(PAGE + 1)
    rows: list[dict[str, Any]] = snapshot.ask(ordered).to_pylist()
    return rows


def _behind(found: Any, after: str) -> Any:
    when, _, mark = after.partition("~")
    if not when:
        return found["at"].isnull() & (found.submission_id > mark)
    try:
        at = datetime.fromisoformat(when)
    except ValueError:
        raise InputError("This page is none", "after", "Begin at the first page.") from None
    same = (found["at"] == at) & (found.submission_id > mark)
    return (found["at"] < at) | same | found["at"].isnull()


def _items(snapshot: Any, table: Any) -> tuple[str, ...]:
    counted = table.group_by("item").agg(n=table.count())
    found = snapshot.ask(counted).to_pylist()
    return tuple(one["item"] for one in sorted(found, key=lambda one: (-one["n"], one["item"])))


def _rows(snapshot: Any, table: Any, hidden: frozenset[str]) -> dict[str, SubmissionRow]:
    apart: dict[str, list[Mapping[str, Any]]] = {}
    for row in snapshot.ask(table.select(*COLUMNS)).to_pylist():
        apart.setdefault(row["submission_id"], []).append(row)
    return {name: _row(rows, hidden) for name, rows in apart.items()}


def _row(rows: Sequence[Mapping[str, Any]], hidden: frozenset[str]) -> SubmissionRow:
    first = rows[0]
    blind = first["interaction_id"] in hidden
    given = tuple(
        Given(one["item"], one["item_type"], one["question"] or "", HIDDEN if blind else _value(one))
        for one in sorted(rows, key=lambda one: one["item"])
    )
    told = {name: first[name] or "" for name in FACTS if name != AT}
    status = dict(first["attributes"] or ()).get("status", "complete")
    return SubmissionRow(**told, answered_at=first[AT], status=status, answers=given)


def _value(row: Mapping[str, Any]) -> float | str | None:
    value = row["number"] if row["number"] is not None else row["text"]
    return int(value) if isinstance(value, float) and value.is_integer() else value
