"""In which interactions customers were served: all but mystery shops. Said here for every way to ask."""

from __future__ import annotations

from typing import Any

from rapport.records.interaction import SHOP_PREFIX

_FIRST, _AFTER = SHOP_PREFIX, SHOP_PREFIX[:-1] + chr(ord(SHOP_PREFIX[-1]) + 1)

A_SHOP = f"(interaction_id >= '{_FIRST}' AND interaction_id < '{_AFTER}')"
"""Mystery shops, as a condition in SQL; a range, which an index and the bounds of files can answer."""

SERVED = f"NOT {A_SHOP}"
"""Interactions with a customer, as a condition in SQL."""


def only_served(table: Any) -> Any:
    """The rows of an expression's table that are interactions with a customer."""
    return table.filter((table.interaction_id < _FIRST) | (table.interaction_id >= _AFTER))
