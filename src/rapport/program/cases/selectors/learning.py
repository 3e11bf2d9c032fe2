"""Cases as rows to learn from, within a person's sight: no words, nobody's name but owners'."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from rapport.program.cases.access import cases_learnt, require_learning
from rapport.program.cases.models import Case
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

COLUMNS = (
    "id", "kind", "urgency", "state", "team", "channel", "concern", "owner_id", "owner_name", "root_cause_id",
    "opened_at", "due_at", "touched_at", "called_at", "mailed_at", "closed_at", "overdue_at", "touch_s",
    "resolution_s", "resolution", "justified", "recovered",
)  # fmt: skip
MOST = 200_000


def case_rows(
    actor: Actor, since: datetime | None = None, *, team: str = "", most: int = MOST
) -> list[Mapping[str, Any]]:
    """The newest cases opened `since` then. Raises NotAllowedError."""
    require_learning(actor)
    rows = _opened(actor, since, team)
    found: list[Mapping[str, Any]] = list(rows.order_by("-opened_at").values(*COLUMNS)[:most])
    return found


def case_count(actor: Actor, since: datetime | None = None, *, team: str = "") -> int:
    """How many `case_rows` there are. Raises NotAllowedError."""
    require_learning(actor)
    return int(_opened(actor, since, team).count())


def _opened(actor: Actor, since: datetime | None, team: str) -> QuerySet[Case]:
    rows = Case.objects.filter(cases_learnt(actor), merged_into=None)
    if since is not None:
        rows = rows.filter(opened_at__gte=since)
    return rows.filter(team=team) if team else rows


def cases_like(
    actor: Actor, kind: str, concern: str | None, cause: int | None, but: str
) -> list[Mapping[str, Any]]:
    """Closed cases of the same kind and the same concern or root cause of which it is known whether the
    customer recovered, everybody's: what helped is no secret. Raises NotAllowedError."""
    actor.require(Permission.CASES_WORK)
    same = Q(pk__in=[])
    if concern:
        same |= Q(concern=concern)
    if cause is not None:
        same |= Q(root_cause_id=cause)
    rows = Case.objects.filter(same, kind=kind, state=Case.CLOSED, merged_into=None, recovered__isnull=False)
    columns = ("opened_at", "called_at", "mailed_at", "resolution", "recovered")
    found: list[Mapping[str, Any]] = list(rows.exclude(pk=but).order_by("-closed_at").values(*columns)[:5000])
    return found
