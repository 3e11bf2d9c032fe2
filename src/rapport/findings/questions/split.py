"""Tables with the columns that dimensions are made of, and the dimensions over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ibis

from rapport.findings.dimensions import COLUMNS, PERIODS, TIMES, canonical, needs_customer
from rapport.warehouse.local_time import local_time
from rapport.warehouse.served import only_served

OF_ANSWERS_TOO = ("channel", "touchpoint", "language")
KIND = "kind"


def interactions(snapshot: Any, names: Iterable[str]) -> Any:
    """The interactions, with their customers where a dimension in `names` needs them."""
    table = snapshot.table("interactions")
    return with_customers(snapshot, table) if needs_customer(names) else table


def served(snapshot: Any, names: Iterable[str]) -> Any:
    """The same without mystery shops, in which no customer was served; with them where somebody asks for
    the dimension `kind`."""
    names = tuple(names)
    table = interactions(snapshot, names)
    return table if KIND in names else only_served(table)


def answers(snapshot: Any, columns: Sequence[str], names: Iterable[str]) -> Any:
    """These `columns` of the answers, with the interactions and customers that the dimensions in
    `names` need."""
    names = tuple(names)
    wanted = dict.fromkeys((*columns, "customer_id", "interaction_id", "answered_at", *OF_ANSWERS_TOO))
    table = snapshot.table("answers").select(*wanted)
    facts = [name for name in names if name in COLUMNS]
    if any(name not in (*COLUMNS, *TIMES, "segment") for name in names):
        facts.append("attributes")
    if facts:
        table = _with_interactions(snapshot, table, facts)
    return with_customers(snapshot, table) if needs_customer(names) else table


def _with_interactions(snapshot: Any, table: Any, facts: Sequence[str]) -> Any:
    """An answer has its interaction's `facts`; what both can have is the interaction's first."""
    given = snapshot.table("interactions")
    theirs = given.select(known="interaction_id", **{f"its_{name}": name for name in facts})
    joined = table.left_join(theirs, table.interaction_id == theirs.known)
    its = {name: joined[f"its_{name}"] for name in facts}
    both = [name for name in facts if name in OF_ANSWERS_TOO]
    return joined.mutate(**{**its, **{name: ibis.coalesce(its[name], joined[name]) for name in both}})


def with_customers(snapshot: Any, table: Any) -> Any:
    """The table with what dimensions need of its customers."""
    given = snapshot.table("customers")
    theirs = given.select(their_id="customer_id", segment="segment", customer_attributes="attributes")
    return table.left_join(theirs, table.customer_id == theirs.their_id)


def dimension(table: Any, name: str, zone: str, at: str = "started_at") -> Any:
    """A dimension as a column over one of the tables above. Periods are cut in `zone`.

    A name that is no column is an attribute of the interaction, else of its customer.
    """
    name = canonical(name)
    if name in COLUMNS or name == "segment":
        return table[name]
    if name in TIMES:
        return _period(local_time(table[at], zone), name)
    return ibis.coalesce(table["attributes"].get(name), table["customer_attributes"].get(name))


def _period(local: Any, name: str) -> Any:
    if name in PERIODS:
        return local.strftime(PERIODS[name])
    if name == "quarter":
        return local.strftime("%Y") + "-Q" + local.quarter().cast("string")
    return local.iso_year().cast("string") + "-W" + local.week_of_year().cast("string").lpad(2, "0")


def groups(table: Any, by: Sequence[str], zone: str, at: str = "started_at") -> dict[str, Any]:
    """The dimensions as columns `g0`, `g1` …: names of people's own choice never name a column here."""
    return {f"g{place}": dimension(table, name, zone, at) for place, name in enumerate(by)}


def kept(table: Any, where: Mapping[str, str], zone: str, at: str = "started_at") -> Any:
    """The rows whose dimensions have the values of `where`."""
    tests = [dimension(table, name, zone, at) == value for name, value in where.items()]
    return table.filter(tests) if tests else table
