"""What machines read of conversations as a whole, summed by any dimension: one pass over one wide table.

The table is called `sheet`: a row an interaction with a customer. How it is kept is not this room's matter;
whoever asks hands in a way to ask it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.findings.dimensions import canonical
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.questions.first_contacts import FIRST_CONTACTS, FOLLOWED
from rapport.records.errors import InputError

Ask = Callable[[str, Mapping[str, Any]], Any]
"""A query over `sheet` with its named values → an Arrow table."""
Group = tuple[str | None, ...]
PARTS = 1000
"""Values are summed as whole thousandths: to the last bit the same each time."""

COLUMNS = {
    "team": "team", "channel": "channel", "segment": "segment", "agent_id": "agent_id",
    "touchpoint": "touchpoint", "concern": "given", "reason_code": "reason_code", "reason": "reason",
    "day": "strftime(day, '%Y-%m-%d')", "month": "strftime(day, '%Y-%m')", "year": "strftime(day, '%Y')",
    "quarter": "strftime(day, '%Y') || '-Q' || quarter(day)",
    "week": "isoyear(day) || '-W' || lpad(CAST(week(day) AS VARCHAR), 2, '0')",
    "read_concern": FOLLOWED,
}  # fmt: skip
"""Dimensions, and where each stands on the sheet. `read_concern` is the concern a machine read."""


@dataclass(frozen=True)
class Asked:
    """A value of one reader: `value` in SQL (NULL: it could not be told), and `by`, in SQL, what read it
    (NULL: nothing did). Only what one of `models` read counts; None: whatever read it. `returns`: the value
    is told by a customer's later contacts too (`first_contact`)."""

    value: str
    by: str
    models: tuple[str, ...] | None = None
    returns: bool = False

    def counts(self, values: dict[str, Any], name: str = "models") -> str:
        """Whether the value of a row counts, in SQL; what it needs goes into `values`, by `name`."""
        if self.models is None:
            return f"{self.by} IS NOT NULL"
        values[name] = list(self.models)
        return f"coalesce(list_contains(${name}, {self.by}), false)"


@dataclass(frozen=True)
class MachineSums:
    """Of one group: `rows` looked at, `unread` by the reader, read by an `older` model, the `n` that have a
    value, their `total`, the customers (`clusters`) they come from, and Σ t², Σ t·n, Σ n² over customers."""

    rows: int
    unread: int
    older: int
    n: int
    total: float
    clusters: int
    squares: float
    cross: float
    sizes: float


def machine_sums(
    ask: Ask,
    asked: Asked,
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    domain: Domain = EVERYTHING,
    follow: Mapping[str, str] | None = None,
) -> dict[Group, MachineSums]:
    """The sums of every group, over interactions in which an agent took part. `follow` tells what labels of
    concerns are called today. Raises InputError for a dimension that the sheet does not have."""
    return many_sums(ask, (asked,), by, where, domain, follow)[0]


def many_sums(
    ask: Ask,
    asked: Sequence[Asked],
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    domain: Domain = EVERYTHING,
    follow: Mapping[str, str] | None = None,
) -> list[dict[Group, MachineSums]]:
    """The same of several values in one pass, in their order."""
    values: dict[str, Any] = {}
    names = {f"g{place}": column(name, values, follow) for place, name in enumerate(by)}
    inside = condition(values, where or {}, domain, follow)
    told, each, sums = [], [], []
    for place, one in enumerate(asked):
        counts = one.counts(values, f"models{place}")
        told.append(
            f"{one.by} IS NULL AS u{place}, {one.by} IS NOT NULL AND NOT {counts} AS o{place}, "
            f"CASE WHEN {counts} THEN CAST(round({one.value} * {PARTS}) AS BIGINT) END AS v{place}"
        )
        each.append(
            f"count_if(u{place}) AS u{place}, count_if(o{place}) AS o{place}, count(v{place}) AS n{place}, "
            f"CAST(coalesce(sum(v{place}), 0) AS HUGEINT) AS t{place}"
        )
        sums.append(
            f"sum(u{place}) AS u{place}, sum(o{place}) AS o{place}, sum(n{place}) AS n{place}, "
            f"sum(t{place}) AS t{place}, count_if(n{place} > 0) AS c{place}, "
            f"sum(t{place} * t{place}) AS tt{place}, sum(t{place} * n{place}) AS tn{place}, "
            f"sum(n{place} * n{place}) AS nn{place}"
        )
    groups = "".join(f"{name}, " for name in names)
    query = f"""
        WITH told AS (
            SELECT {"".join(f"{sql} AS {name}, " for name, sql in names.items())}
                coalesce(customer_id, interaction_id) AS whose, {", ".join(told)}
            FROM {_source(asked, values, follow)} WHERE eligible AND {inside}
        ), each AS (SELECT {groups} whose, count(*) AS rows, {", ".join(each)} FROM told GROUP BY ALL)
        SELECT {groups} sum(rows) AS rows, {", ".join(sums)} FROM each GROUP BY ALL
    """
    rows = [row for row in ask(query, values).to_pylist() if row["rows"] is not None]
    return [
        {tuple(row[name] for name in names): _sums(row, place) for row in rows} for place in range(len(asked))
    ]


def machine_rows(
    ask: Ask,
    asked: Asked,
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    domain: Domain = EVERYTHING,
    follow: Mapping[str, str] | None = None,
    limit: int | None = None,
    after: str = "",
) -> list[dict[str, Any]]:
    """The interactions behind the sums that have a value, in the order of their ids; with `limit` so many
    `after` an id."""
    values: dict[str, Any] = {"after": after}
    counts = asked.counts(values)
    names = {name: column(name, values, follow) for name in by}
    inside = condition(values, where or {}, domain, follow)
    split = "".join(f', {sql} AS "{name}"' for name, sql in names.items())
    query = f"""
        SELECT interaction_id, started_at, {asked.value} AS value{split}
        FROM {_source([asked], values, follow)}
        WHERE eligible AND {inside} AND {counts} AND {asked.value} IS NOT NULL
        AND interaction_id > $after ORDER BY interaction_id {f"LIMIT {int(limit)}" if limit else ""}
    """
    rows: list[dict[str, Any]] = ask(query, values).to_pylist()
    return rows


def column(name: str, values: dict[str, Any], follow: Mapping[str, str] | None = None) -> str:
    """A dimension in SQL; what it needs goes into `values`. Raises InputError for one that is not there."""
    found = COLUMNS.get(canonical(name))
    if found is None:
        raise InputError(
            f"What machines read cannot be split by {name!r}", name, f"Use {', '.join(COLUMNS)}."
        )
    return _followed(found, values, follow)


def _source(asked: Sequence[Asked], values: dict[str, Any], follow: Mapping[str, str] | None) -> str:
    """What is asked: the sheet, with what later contacts tell where a value needs it."""
    if not any(one.returns for one in asked):
        return "sheet"
    return _followed(FIRST_CONTACTS, values, follow)


def _followed(sql: str, values: dict[str, Any], follow: Mapping[str, str] | None) -> str:
    if "$old" in sql:
        followed = dict(follow or {"": ""})
        values |= {"old": list(followed), "new": list(followed.values())}
    return sql


def condition(
    values: dict[str, Any],
    where: Mapping[str, str],
    domain: Domain = EVERYTHING,
    follow: Mapping[str, str] | None = None,
) -> str:
    """What holds for the rows inside, in SQL; its values go into `values`."""
    kept = [(name, (value,)) for name, value in where.items()] + list(domain.where)
    tests = ["true"]
    for place, (name, allowed) in enumerate(kept):
        values[f"w{place}"] = list(allowed)
        tests.append(f"list_contains($w{place}, {column(name, values, follow)})")
    for name, moment, sign in (("since", domain.since, ">="), ("until", domain.until, "<")):
        if moment is not None:
            values[name] = moment
            tests.append(f"started_at {sign} ${name}")
    return " AND ".join(tests)


def _sums(row: Mapping[str, Any], place: int) -> MachineSums:
    return MachineSums(
        rows=int(row["rows"]),
        unread=int(row[f"u{place}"]),
        older=int(row[f"o{place}"]),
        n=int(row[f"n{place}"]),
        total=int(row[f"t{place}"]) / PARTS,
        clusters=int(row[f"c{place}"]),
        squares=int(row[f"tt{place}"]) / PARTS**2,
        cross=int(row[f"tn{place}"]) / PARTS,
        sizes=float(row[f"nn{place}"]),
    )
