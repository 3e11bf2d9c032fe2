"""What numbers can be split by: names people use → expressions over interactions and customers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import pyarrow as pa

from rapport.records.errors import InputError

COLUMNS = (
    "team", "agent_id", "agent_name", "channel", "concern", "reason_code", "touchpoint", "language",
)  # fmt: skip
ALIASES = {"agent": "agent_id"}
PERIODS = {"month": "%Y-%m", "day": "%Y-%m-%d", "year": "%Y"}
TIMES = ("quarter", "week", *PERIODS)
KNOWN = ("agent", *COLUMNS, "segment", *TIMES)


class Answering(Protocol):
    """Whatever answers SQL over the tables of one data version."""

    def sql(self, query: str, parameters: object = None) -> pa.Table:
        """The answer."""


def canonical(name: str) -> str:
    """The one name of a dimension."""
    return ALIASES.get(name, name)


def expression(name: str, zone: str, at: str = "i.started_at") -> str:
    """SQL for a dimension; interactions are `i`, customers `c`. Periods are cut in `zone`.

    A name that is no column is an attribute of the interaction, else of its customer.
    """
    name = canonical(name)
    if name in COLUMNS:
        return f"i.{name}"
    if name == "segment":
        return "c.segment"
    local = f"timezone('{zone}', {at})"
    if name in PERIODS:
        return f"strftime({local}, '{PERIODS[name]}')"
    if name == "quarter":
        return f"strftime({local}, '%Y') || '-Q' || quarter({local})"
    if name == "week":
        return f"strftime({local}, '%G-W%V')"
    key = name.replace("'", "''")
    return f"coalesce(i.attributes['{key}'], c.attributes['{key}'])"


def needs_customer(names: Iterable[str]) -> bool:
    """Whether any of the dimensions can come from the customer."""
    return any(canonical(name) not in (*COLUMNS, *TIMES) for name in names)


def check_dimensions(snapshot: Answering, names: Iterable[str]) -> tuple[str, ...]:
    """The canonical names. Raises InputError for one that nothing in the data has."""
    found = tuple(canonical(name) for name in names)
    attributes = [name for name in found if name not in (*COLUMNS, *TIMES, "segment")]
    for name in attributes:
        if not _has_attribute(snapshot, name):
            raise InputError(
                f"No interaction or customer has {name!r}",
                name,
                f"Known are {', '.join(KNOWN)}, and any attribute that was imported.",
            )
    return found


def _has_attribute(snapshot: Answering, name: str) -> bool:
    for table in ("interactions", "customers"):
        query = f"SELECT 1 FROM {table} WHERE map_contains(attributes, ?) LIMIT 1"
        if snapshot.sql(query, [name]).num_rows:
            return True
    return False
