"""What numbers can be split by: the names people use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rapport.records.errors import InputError

COLUMNS = (
    "team", "agent_id", "agent_name", "channel", "concern", "reason_code", "touchpoint", "language",
)  # fmt: skip
ALIASES = {"agent": "agent_id"}
PERIODS = {"month": "%Y-%m", "day": "%Y-%m-%d", "year": "%Y"}
TIMES = ("quarter", "week", *PERIODS)
KNOWN = ("agent", *COLUMNS, "segment", *TIMES)


def canonical(name: str) -> str:
    """The one name of a dimension."""
    return ALIASES.get(name, name)


def needs_customer(names: Iterable[str]) -> bool:
    """Whether any of the dimensions can come from the customer."""
    return any(canonical(name) not in (*COLUMNS, *TIMES) for name in names)


def check_dimensions(snapshot: Any, names: Iterable[str]) -> tuple[str, ...]:
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


def _has_attribute(snapshot: Any, name: str) -> bool:
    for each in ("interactions", "customers"):
        table = snapshot.table(each)
        having = table.filter(table.attributes.contains(name)).select(name=table.attributes.get(name))
        if snapshot.ask(having.limit(1)).num_rows:
            return True
    return False
