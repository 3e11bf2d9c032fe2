"""One customer's story: contacts, answers and events in one line of time, with the moment it turned."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.warehouse.snapshot import Snapshot
from rapport.warehouse.sqltext import quoted
from rapport.work.exploring.happening import Happening
from rapport.work.exploring.index.content import moment
from rapport.work.exploring.index.others import others_of
from rapport.work.exploring.index.state import ask
from rapport.work.exploring.reach import Reach, reach_of, reaches
from rapport.work.exploring.read_satisfaction import read_satisfaction
from rapport.work.exploring.scored import knows_scores
from rapport.work.exploring.turning import turned

MOST = 500
CONTACT = (
    "interaction_id", "channel", "started_at", "agent_id", "agent_name", "team", "concern", "subject",
    "turn_count", "abandoned",
)  # fmt: skip
TOLD_BY_CASES = ("case_opened", "case_closed")
TOLD = ("name", "segment", "account_name", "language", "joined_at", "value", "currency")


@dataclass(frozen=True)
class CustomerStory:
    """A customer as far as the person may see: facts that are no contact data, and what happened, newest
    first. `cut`: there is more than was read."""

    customer_id: str
    facts: Mapping[str, Any]
    happenings: tuple[Happening, ...]
    contacts: int
    cut: bool = False


def customer_story(
    home: Home, actor: Actor, customer_id: str, seen: Reach | None = None
) -> CustomerStory | None:
    """The story, or None for a customer who is unknown or of whom the person may see no contact. Who sees
    some teams, or own work, sees the contacts there and what was answered about them. `seen` is how far
    they do, where the caller found out otherwise than by their role.

    Raises NotAllowedError.
    """
    seen = seen or reach_of(actor, Permission.INTERACTIONS_READ)
    found = ask(
        home,
        read_manifest(home.warehouse_path),
        lambda index: _from_index(index.connection, customer_id),
        lambda: _from_tables(home, customer_id),
    )
    contacts = [one for one in found.contacts if reaches(seen, one["team"], one["agent_id"])]
    if not contacts and not (seen.everything and (found.facts or found.answers or found.events)):
        return None
    own = {one["interaction_id"] for one in contacts}
    cases = _cases(actor, customer_id)
    events = [one for one in _near(found.events, own, seen) if not (cases and one["kind"] in TOLD_BY_CASES)]
    told = [*_surveys(_near(found.answers, own, seen)), *_events(events), *cases]
    happenings = [*_contacts(home, actor, contacts), *told]
    happenings.sort(key=lambda one: (one.at is not None, one.at, one.kind), reverse=True)
    facts = {name: found.facts.get(name) for name in TOLD} if found.facts else {}
    cut = max(map(len, (found.contacts, found.answers, found.events))) >= MOST
    return CustomerStory(customer_id, facts, turned(tuple(happenings)), len(contacts), cut)


@dataclass(frozen=True)
class _Rows:
    facts: Mapping[str, Any]
    contacts: Sequence[Mapping[str, Any]]
    answers: Sequence[Mapping[str, Any]]
    events: Sequence[Mapping[str, Any]]


def _from_index(connection: sqlite3.Connection, customer_id: str) -> _Rows:
    rows = connection.execute(
        f"SELECT {', '.join(CONTACT)} FROM items WHERE customer_id = ? ORDER BY place DESC LIMIT ?",
        (customer_id, MOST),
    )
    contacts = [{**row, "started_at": moment(row["started_at"])} for row in map(dict, rows)]
    answers, events = (
        others_of(connection, name, "customer_id", customer_id, MOST) for name in ("answers", "events")
    )
    known = others_of(connection, "customers", "key", customer_id, 1)
    return _Rows(known[0] if known else {}, contacts, answers, events)


def _from_tables(home: Home, customer_id: str) -> _Rows:
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        return _read(snapshot, customer_id)


def _read(snapshot: Snapshot, customer_id: str) -> _Rows:
    def rows(columns: str, table: str, at: str) -> list[dict[str, Any]]:
        query = f"SELECT {columns} FROM {table} WHERE customer_id = ? ORDER BY {quoted(at)} DESC LIMIT {MOST}"
        found: list[dict[str, Any]] = snapshot.sql(query, [customer_id]).to_pylist()
        return found

    known = rows("*", "customers", "joined_at")
    return _Rows(
        known[0] if known else {},
        rows(", ".join(CONTACT), "interactions", "started_at"),
        rows("*", "answers", "answered_at"),
        rows("*", "events", "at"),
    )


def _near(rows: Iterable[Mapping[str, Any]], own: set[str], seen: Reach) -> list[Mapping[str, Any]]:
    """Who does not see everything sees what belongs to contacts in sight."""
    return [one for one in rows if seen.everything or one["interaction_id"] in own]


def _contacts(home: Home, actor: Actor, rows: Sequence[Mapping[str, Any]]) -> list[Happening]:
    """`open` tells whether this person may look at the contact itself."""
    ids = [row["interaction_id"] for row in rows]
    read = read_satisfaction(home, actor, ids)
    reads = actor.may(Permission.INTERACTIONS_READ)
    own = reach_of(actor, Permission.INTERACTIONS_READ) if reads else Reach()
    means: dict[str, float | None] = {}
    if rows and knows_scores(actor):
        from rapport.program.audits.selectors.scores import score_means

        means = score_means(actor, ids)
    return [
        Happening(
            "contact",
            row["started_at"],
            {
                **row,
                "qci": means.get(row["interaction_id"]),
                "open": reaches(own, row["team"], row["agent_id"]),
            },
            row["interaction_id"],
            read=read.get(row["interaction_id"]),
        )
        for row in rows
    ]


def _surveys(rows: Iterable[Mapping[str, Any]]) -> list[Happening]:
    """One a submission, with its answers."""
    by: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by.setdefault(row["submission_id"] or row["answer_id"], []).append(row)
    found = []
    for answers in by.values():
        answers.sort(key=lambda one: (one["number"] is None, one["item"] or ""))
        shares = [share for one in answers if (share := _share(one)) is not None]
        first = Happening(
            "survey", answers[0]["answered_at"], {"answers": answers}, answers[0]["interaction_id"]
        )
        found.append(replace(first, mean=100 * sum(shares) / len(shares) if shares else None))
    return found


def _share(answer: Mapping[str, Any]) -> float | None:
    """A number on its scale, from 0 (worst) to 1."""
    number, low, high = answer["number"], answer["scale_min"], answer["scale_max"]
    if number is None or low is None or high is None or not low < high:
        return None
    share = min(1.0, max(0.0, (number - low) / (high - low)))
    return 1 - share if answer["higher_is_better"] is False else float(share)


def _events(rows: Iterable[Mapping[str, Any]]) -> list[Happening]:
    return [Happening("event", row["at"], row, row["interaction_id"]) for row in rows]


def _cases(actor: Actor, customer_id: str) -> list[Happening]:
    """The customer's cases that this person sees: each where it was opened, and where it was closed."""
    from rapport.program.cases.selectors import cases_of_customer

    found = []
    for one in cases_of_customer(actor, customer_id):
        found.append(Happening("case", one.opened_at, {"case": one, "closed": False}))
        if one.closed_at is not None:
            found.append(Happening("case", one.closed_at, {"case": one, "closed": True}))
    return found
