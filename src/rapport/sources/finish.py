"""The last step of every system's reader: defaults filled in, limits kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rapport.records import Interaction
from rapport.sources.context import Context
from rapport.sources.dates import Dates
from rapport.sources.errors import RowError
from rapport.sources.kinds import INTERACTION_FIELDS, TURN_FIELDS

_NOT_KEPT = frozenset({*INTERACTION_FIELDS, *TURN_FIELDS, "agents"})
_TIMES = ("started_at", "ended_at")


def finish(record: Interaction, context: Context) -> Interaction:
    """The record with the context's defaults where it has nothing, and as further attributes.

    Raises RowError when it has too many turns or a text that is too long.
    """
    limits = context.limits
    if len(record.turns) > limits.turns:
        raise RowError(f"There are {len(record.turns):,} turns", None, "Split the conversation.")
    for number, turn in enumerate(record.turns, 1):
        if len(turn.text) > limits.field_bytes:
            raise RowError(f"The text of turn {number} is longer than {limits.field_bytes:,} characters")
    filling = context.filling
    if not filling:
        return record
    fresh: dict[str, Any] = {
        name: _value(name, filling[name], context)
        for name in INTERACTION_FIELDS
        if name in filling and name != "interaction_id" and getattr(record, name) is None
    }
    more = {name: value for name, value in filling.items() if name not in _NOT_KEPT}
    return replace(record, attributes={**more, **record.attributes}, **fresh)


def _value(name: str, value: str, context: Context) -> Any:
    return Dates(name, context.zone).read(value, 1) if name in _TIMES else value
