"""The contacts that a customer had in the days before each: for readers that look back.

Only what began before counts, so that no later contact changes what was read of an earlier one. Written in
words of SQL that DuckDB and Spark understand alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.language.experience.facts import CONTACTS, ELSEWHERE, NAMED, SAME, WINDOW_DAYS
from rapport.warehouse.served import SERVED

FRAME = (
    f"ORDER BY started_at RANGE BETWEEN INTERVAL '{WINDOW_DAYS * 86_400}' SECOND PRECEDING "
    "AND INTERVAL '0.000001' SECOND PRECEDING"
)
"""The window over a customer's contacts, in the order of time."""
_CUSTOMER = f"customer_id <> '' AND started_at IS NOT NULL AND {SERVED}"
_ABOUT = "coalesce(concern, reason_code)"


def _counted(known: str, by: str = "") -> str:
    served = f"CASE WHEN {SERVED} THEN 1 END"
    return f"CASE WHEN {known} THEN count({served}) OVER (PARTITION BY customer_id{by} {FRAME}) END"


COUNTS = {
    "contacts_before": _counted(_CUSTOMER),
    "here_before": _counted(_CUSTOMER, ", channel"),
    "same_before": _counted(f"{_CUSTOMER} AND {_ABOUT} IS NOT NULL", f", {_ABOUT}"),
}
"""Columns of the interactions: contacts in the window, those on the same channel, those that came with the
same concern or reason. NULL where nobody can tell."""
COUNTED = ", ".join(f"{sql} AS {name}" for name, sql in COUNTS.items())
NOT_COUNTED = ", ".join(f"CAST(NULL AS BIGINT) AS {name}" for name in COUNTS)
MARK = (
    "CASE WHEN contacts_before > 0 THEN concat('+', contacts_before, '.', here_before, '.', "
    "coalesce(same_before, -1)) ELSE '' END"
)
"""What those who look back add to the mark of the words: other counts, another reading."""
_SPELLED = "lower(replace(replace({0}, ' ', '_'), '-', '_')) IN ({1})"
_NAMED = ", ".join(f"'{name}'" for name in NAMED)
UNDERSTOOD = (
    "map_from_entries(list_filter(map_entries(attributes), lambda one: "
    f"{_SPELLED.format('one.key', _NAMED)})) AS attributes"
)
UNDERSTOOD_ON_SPARK = (
    f"map_filter(attributes, (name, text) -> {_SPELLED.format('name', _NAMED)}) AS attributes"
)
"""The attributes that say something of effort: the only ones that readers are given."""


def attributes_of(row: Mapping[str, Any]) -> dict[str, str]:
    """What a row knows beside the words, with the contacts before it where those were counted."""
    found = {name: text or "" for name, text in dict(row.get("attributes") or ()).items()}
    contacts = row.get("contacts_before")
    if contacts is not None:
        found |= {CONTACTS: str(contacts), ELSEWHERE: str(contacts - row["here_before"])}
        if row["same_before"] is not None:
            found[SAME] = str(row["same_before"])
    return found
