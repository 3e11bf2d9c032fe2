"""Evaluations a page at a time, newest first: for programs that read all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from rapport.program.audits.plain import EvaluationFacts
from rapport.program.audits.selectors.evaluations import _facts, _rows
from rapport.program.people.actor import Actor

Mark = tuple[str, str]
STATES = ("standing", "retracted", "all")


@dataclass(frozen=True)
class Wanted:
    """Which evaluations; None leaves a condition out. `definition` is `id@version`; `until` is not
    included. `state` is one of STATES."""

    interaction_id: str | None = None
    evaluator: str | None = None
    definition: str | None = None
    sample: str | None = None
    team: str | None = None
    agent_id: str | None = None
    purpose: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    state: str = "standing"


def evaluations_page(
    actor: Actor, wanted: Wanted, *, after: Mark | None = None, limit: int = 50
) -> tuple[list[EvaluationFacts], Mark | None]:
    """The newest that match and that this person may see, without decisions, and the mark behind which the
    next page begins. What is submitted meanwhile moves no page. Raises NotAllowedError."""
    rows = _rows(actor).filter(**_conditions(wanted))
    if wanted.state != "all":
        rows = rows.filter(retracted_at__isnull=wanted.state == "standing")
    if after is not None:
        moment = datetime.fromisoformat(after[0])
        rows = rows.filter(Q(submitted_at__lt=moment) | Q(submitted_at=moment, pk__gt=after[1]))
    found = list(rows.order_by("-submitted_at", "pk")[: limit + 1])
    shown = [_facts(actor, row, ()) for row in found[:limit]]
    if len(found) <= limit:
        return shown, None
    return shown, (shown[-1].submitted_at.isoformat(), shown[-1].evaluation)


def _conditions(wanted: Wanted) -> Mapping[str, Any]:
    given: dict[str, Any] = {
        "interaction_id": wanted.interaction_id,
        "evaluator__name": wanted.evaluator,
        "sample_id": wanted.sample,
        "team": wanted.team,
        "agent_id": wanted.agent_id,
        "purpose": wanted.purpose,
        "submitted_at__gte": wanted.since,
        "submitted_at__lt": wanted.until,
    }
    if wanted.definition is not None:
        given["criteria__criteria_id"], _, given["criteria__version"] = wanted.definition.rpartition("@")
    return {name: value for name, value in given.items() if value is not None}
