"""Asks a home for all that a rule is about in a stretch of time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from rapport.home import Home
from rapport.language.concerns.taxonomy import Taxonomy
from rapport.program.alerts.definition.model import Condition, Definition
from rapport.program.alerts.definition.told import plain, spelled, subject_told
from rapport.program.alerts.plain import Hit
from rapport.program.judging.business_days import BusinessHours
from rapport.warehouse import Snapshot, Warehouse
from rapport.warehouse.served import SERVED
from rapport.work.alerts.clauses import COLUMNS, Labels, clause_of
from rapport.work.alerts.joining import found_by, together
from rapport.work.alerts.waiting import deadlines, longest_wait
from rapport.work.concerns.kept import concerns_path, kept_concerns
from rapport.work.understanding.sheet.ask import show_sheet
from rapport.work.understanding.sheet.place import Sheet
from rapport.work.understanding.tree import labels_of

DIGITS = 4
"""Of a mean in a fact that people read; bounds are compared with the mean itself."""
CONVERSATIONS = ("started_at", f"interactions WHERE {SERVED}")
NEWEST = {
    "answer": ("answered_at", "answers WHERE item = ? OR item_type = lower(?)"),
    "score": ("measured_at", "measurements WHERE metric = ?"),
    "event": ('"at"', "events WHERE kind = ?"),
    **dict.fromkeys(("read", "noted", "words", "silence"), CONVERSATIONS),
}


@dataclass(frozen=True)
class Stretch:
    """A stretch of time, its end not included, by a home's clock; `hours` tell which days are business days,
    without them all but weekends are. `fresh`: whatever was brought in before was looked through."""

    since: datetime
    until: datetime
    zone: ZoneInfo
    hours: BusinessHours | None = None
    fresh: datetime | None = None


@dataclass(frozen=True)
class Asked:
    """All that a rule is about: the newest `hits`, the oldest of them first, of so many `total`."""

    hits: tuple[Hit, ...]
    total: int
    data_version: int


def hits_of(
    home: Home, rule: Definition, stretch: Stretch, most: int, sheet: Sheet, *, known: Collection[str] = ()
) -> Asked:
    """What the rule is about in a stretch of time, without subjects that are `known`. `sheet` is of the same
    data, or of the data shortly before."""
    near = timedelta(days=rule.together_days) if together(rule) else timedelta()
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        show_sheet(snapshot.connection, home, sheet)
        # Where several things come together, an older one counts with one that is new.
        fresh = None if together(rule) else stretch.fresh
        labels, wide = _labels(home), replace(stretch, since=stretch.since - near, fresh=fresh)
        for number, one in enumerate(rule.conditions):
            _gather(snapshot, number, one, wide, labels)
        snapshot.connection.register("known", pa.table({"subject": pa.array(sorted(known), pa.string())}))
        statement, values = found_by(rule)
        snapshot.connection.execute(statement, {**values, "since": stretch.since})
        [counted] = snapshot.sql("SELECT count(*) AS n FROM found").to_pylist()
        newest = "SELECT * FROM found ORDER BY happened DESC, subject DESC LIMIT ?"
        rows = snapshot.sql(newest, [most]).to_pylist()
        hits = tuple(_hit(rule, row) for row in reversed(rows))
        return Asked(hits, counted["n"], snapshot.data_version)


def newest_of(home: Home, rule: Definition) -> datetime | None:
    """When the newest thing of the kinds that a rule is about happened: conversations, answers to the item,
    scores by the metric, events of the kind."""
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        found = [
            snapshot.sql(f"SELECT max({NEWEST[one.what][0]}) AS newest FROM {NEWEST[one.what][1]}", given)
            for one in rule.conditions
            for given in [[one.name] * NEWEST[one.what][1].count("?") or None]
        ]
    moments = [one["newest"][0].as_py() for one in found]
    return max((one for one in moments if one is not None), default=None)


def _gather(snapshot: Snapshot, number: int, one: Condition, stretch: Stretch, labels: Labels) -> None:
    """What one condition finds, as the table `c0`, `c1`, …"""
    clause = clause_of(one, labels, stretch.fresh)
    values: dict[str, Any] = {**clause.values, "since": stretch.since, "until": stretch.until}
    if one.what == "silence":
        values["begun_since"] = stretch.since - longest_wait(one)
    if one.business_days:
        values["zone"] = stretch.zone.key
        table = deadlines(one, (values["begun_since"], stretch.until), stretch.zone, stretch.hours)
        snapshot.connection.register("deadlines", table)
    snapshot.connection.execute(
        f"CREATE TEMP TABLE c{number} AS SELECT * FROM ({clause.sql}) AS c({COLUMNS})", values
    )


def _hit(rule: Definition, row: Mapping[str, Any]) -> Hit:
    facts: dict[str, str] = {}
    for number, one in enumerate(rule.conditions):
        value, label = row[f"v{number}"], row[f"l{number}"]
        if value is None and label is None:
            continue
        parts = (plain(label or ""), "" if value is None else spelled(round(value, DIGITS)))
        facts[subject_told(one)] = ", ".join(part for part in parts if part)
    names = ("subject", "customer_id", "interaction_id", "agent_id", "team", "channel")
    return Hit(at=row["happened"], **{name: row[name] for name in names}, facts=facts)


def _labels(home: Home) -> Labels:
    """What a concern is called in readings: the labels it stands for today, else its own name."""
    kept = kept_concerns(home) if concerns_path(home).exists() else None
    if kept is None:
        return lambda name: (name,)
    tree: Taxonomy = kept.taxonomy
    known = labels_of(tree, kept.model.concerns)
    return lambda name: tuple(known.get(tree.follow(name), ())) or (name,)
