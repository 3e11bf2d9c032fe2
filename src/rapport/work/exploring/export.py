"""A list of interactions taken along: facts only, no words that were said."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.records.errors import InputError
from rapport.work.exploring.asked import Search
from rapport.work.exploring.interaction import read_interaction
from rapport.work.exploring.search import find_interactions, with_scores
from rapport.work.spreadsheet_text import guarded

MOST = 10_000
AT_ONCE = 1_000
SELECTED = 500
COLUMNS = (
    "interaction_id", "started_at", "channel", "team", "agent_id", "agent_name", "concern", "customer_id",
    "subject", "turn_count", "handle_s", "qci",
)  # fmt: skip


def export_found(home: Home, actor: Actor, search: Search) -> str:
    """What a search finds, as CSV, at most MOST rows in the order of the list. Noted in the log.

    Raises NotAllowedError, or InputError when there are more.
    """
    rows: list[Mapping[str, Any]] = []
    mark = None
    while True:
        found = find_interactions(home, actor, search, after=mark, limit=AT_ONCE, snippets=False)
        if found.at_least or found.total > MOST:
            raise InputError(
                f"More than {MOST:,} interactions match", "q", "Narrow the filter, then export again."
            )
        rows += found.rows
        mark = found.after
        if mark is None:
            return _written(actor, rows)


def export_selected(home: Home, actor: Actor, names: Sequence[str]) -> str:
    """Some interactions by their ids, as CSV; ids that are not for this person are left out.

    Raises NotAllowedError, or InputError for none or too many.
    """
    actor.require(Permission.INTERACTIONS_READ)
    if not names or len(names) > SELECTED:
        raise InputError(
            f"{len(names)} interactions are selected", "selected", f"Select 1 to {SELECTED} of them."
        )
    found = (read_interaction(home, actor, name) for name in dict.fromkeys(names))
    rows = [one.facts for one in found if one is not None]
    return _written(actor, with_scores(actor, rows))


def _written(actor: Actor, rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    number = 0
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in COLUMNS])
        number += 1
    with transaction.atomic():
        log_change(actor, "interactions.export", "interactions", "", after={"rows": number})
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return guarded(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return "" if value is None else value
