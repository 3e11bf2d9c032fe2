"""What customers came with in the conversations of some concern: looked up when needed, kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rapport.home import Home
from rapport.language.concerns.opening import came_with
from rapport.records.errors import InputError
from rapport.records.interaction import Interaction
from rapport.warehouse import Warehouse
from rapport.work.annotating.waiting import COLUMNS, as_interaction
from rapport.work.understanding.sheet.ask import ask_sheet, sheet_of

MOST = 4_000
"""So many conversations are looked at."""
CHOSEN = """
    SELECT interaction_id, day FROM sheet WHERE list_contains($labels, stated) AND {where}
    ORDER BY hash(interaction_id), interaction_id LIMIT $most
"""
# Interactions that the sheet chose: mystery shops are not in it.
SAID = f"SELECT {COLUMNS} FROM interactions WHERE interaction_id IN (SELECT unnest($ids))"


class Request(NamedTuple):
    """What a conversation began with, and who asked: the customer, else the conversation alone."""

    interaction_id: str
    day: date | None
    text: str
    customer: str


def requests_of(
    home: Home,
    labels: Sequence[str],
    most: int = MOST,
    where: str = "TRUE",
    values: dict[str, object] | None = None,
) -> list[Request]:
    """What customers came with in conversations that begin with one of the labels, the same for the same
    data; `where` narrows them. Raises InputError while there is nothing to look them up in yet."""
    sheet = sheet_of(home)
    if sheet is None:
        raise InputError("The numbers are still worked out", None, "Try again in a minute.")
    given = {"labels": list(labels), "most": most, **(values or {})}
    rows = ask_sheet(home, sheet, CHOSEN.format(where=where), given).to_pylist()
    days = {row["interaction_id"]: row["day"] for row in rows}
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        found = snapshot.sql(SAID, {"ids": sorted(days)}).to_pylist()
    every = sorted((as_interaction(row) for row in found), key=lambda one: one.interaction_id)
    asked = (
        Request(one.interaction_id, days[one.interaction_id], came_with(one), who_asked(one)) for one in every
    )
    return [one for one in asked if one.text]


def who_asked(one: Interaction) -> str:
    """The customer; of an unknown one the conversation stands for itself."""
    return one.customer_id or one.interaction_id
