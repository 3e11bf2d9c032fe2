"""Looks up what the warehouse knows of new cases, so that they are routed by it; and what is overdue."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from rapport.home import Home
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect
from rapport.warehouse import Warehouse

INTERACTION = ("team", "channel", "concern", "agent_id", "agent_name", "touchpoint", "language")
LOG = logging.getLogger("rapport.cases")
CUSTOMER = ("segment", "value", "currency")


def know_cases(home: Home) -> int:
    """Adds team, channel, concern, agent and customer's value to cases that lack them, and gives them to
    somebody → how many cases. The worker's round, and of who just opened some.

    Where the warehouse cannot be asked, cases are given to somebody without; it is asked again next time.
    """
    connect(home)
    from rapport.program.cases.services import cases_know, cases_route_unknown, cases_unknown

    unknown = cases_unknown()
    if not unknown:
        return 0
    try:
        found = _looked_up(home, unknown)
    except Exception:
        LOG.exception("what is known of new cases could not be looked up")
        cases_route_unknown()
        return 0
    cases_know(found)
    return len(found)


def _looked_up(
    home: Home, unknown: Sequence[tuple[str, str | None, str | None]]
) -> list[tuple[str, dict[str, str]]]:
    contacts = [what for _, _, what in unknown if what]
    customers = [who for _, who, _ in unknown if who]
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        told = _by_id(snapshot, "interactions", "interaction_id", INTERACTION, contacts)
        known = _by_id(snapshot, "customers", "customer_id", CUSTOMER, customers)
    return [(case, {**known.get(who or "", {}), **told.get(what or "", {})}) for case, who, what in unknown]


def cases_to_know() -> bool:
    """Whether any case waits for that."""
    from rapport.program.cases.services import cases_unknown

    return bool(cases_unknown())


def escalate_due(home: Home) -> int:
    """Notes what is overdue by now → how many cases. The worker's round."""
    from django.utils import timezone

    connect(home)
    from rapport.program.cases.services import cases_escalate

    return cases_escalate(TERMINAL, timezone.now())


def _by_id(
    snapshot: Any, table: str, key: str, columns: Sequence[str], ids: Sequence[str]
) -> dict[str, dict[str, str]]:
    if not ids:
        return {}
    listed = ", ".join((key, *columns))
    rows = snapshot.sql(f"SELECT {listed} FROM {table} WHERE list_contains(?, {key})", [sorted(set(ids))])
    return {
        row[key]: {name: str(row[name]) for name in columns if row[name] is not None}
        for row in rows.to_pylist()
    }
