"""How many closed cases are yes, no, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ibis

from rapport.findings.dimensions import COLUMNS
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.questions.split import groups, kept, with_customers

CLOSED, AT = "case_closed", "at"
CAUSES = ("root_cause", "top_cause")
CAUSE_PATH = "cause_path"
"""Holds the root cause with all that it stands below, from the top; cases that were closed before it was kept
name the first and the last of them alone."""
Counts = tuple[int, int, int]


def path_of(causes: Sequence[str]) -> str:
    """Names from the top as one text, in which each is found whole: no name has a line break."""
    return "".join(f"\n{one}" for one in causes) + "\n" if causes else ""


def case_counts(
    snapshot: Any,
    attribute: str,
    by: Sequence[str],
    where: Mapping[str, str],
    zone: str,
    domain: Domain = EVERYTHING,
    *,
    cause: str = "",
) -> dict[tuple[str, ...], Counts]:
    """Group → how many closed cases say yes, no, and nothing. Cases that lack a dimension are in no group."""
    table = domain.kept(kept(_closed(snapshot, attribute, cause), where, zone, AT), zone, AT)
    split = groups(table, by, zone, AT)
    counted = table.group_by(said=table.said, **split).agg(n=table.count())
    found: dict[tuple[str, ...], list[int]] = {}
    for row in snapshot.ask(counted).to_pylist():
        group = tuple(row[name] for name in split)
        if any(one is None for one in group):
            continue
        place = {"yes": 0, "no": 1}.get(row["said"], 2)
        found.setdefault(tuple(map(str, group)), [0, 0, 0])[place] += row["n"]
    return {group: (yes, no, none) for group, (yes, no, none) in found.items()}


def case_rows(
    snapshot: Any,
    attribute: str,
    by: Sequence[str],
    where: Mapping[str, str],
    zone: str,
    *,
    cause: str = "",
) -> list[dict[str, Any]]:
    """Every closed case with its value (1, 0 or None) and dimensions."""
    table = kept(_closed(snapshot, attribute, cause), where, zone, AT)
    split = groups(table, by, zone, AT)
    facts = ("event_id", "customer_id", "interaction_id", "at")
    columns = {**{name: table[name] for name in facts}, "said": table.said, **split}
    rows = snapshot.ask(table.select(**columns).order_by("at")).to_pylist()
    values = {"yes": 1.0, "no": 0.0}
    return [
        {
            "case": row["event_id"].split(":")[1],
            **{name: row[name] for name in facts[1:]},
            **{name: row[f"g{place}"] for place, name in enumerate(by)},
            "value": values.get(row["said"]),
        }
        for row in rows
    ]


def _closed(snapshot: Any, attribute: str, cause: str) -> Any:
    """The events of closed cases with the columns that dimensions are made of. `said` is the attribute; with
    a `cause` yes where the case names it, and nothing where it was a false alarm."""
    table = snapshot.table("events")
    table = table.filter(table.kind == CLOSED)
    told = {name: table.attributes.get(name) for name in COLUMNS}
    said = _names(table, cause) if cause else table.attributes.get(attribute)
    return with_customers(snapshot, table.mutate(said=said, **told))


def _names(table: Any, cause: str) -> Any:
    below = table.attributes.get(CAUSE_PATH).contains(path_of([cause])).fill_null(False)
    named = ibis.or_(below, *((table.attributes.get(name) == cause).fill_null(False) for name in CAUSES))
    justified = ibis.coalesce(table.attributes.get("justified"), "yes")
    return ibis.cases((justified == "no", ibis.null("string")), (named, "yes"), else_="no")
