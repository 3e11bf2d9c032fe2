"""What the warehouse keeps of a case. Only the publisher asks, on nobody's behalf: no actor is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rapport.program.cases.models import Case, RootCause


@dataclass(frozen=True)
class PublishedCase:
    """A case as it is now. `shown` is False for one that is part of another, or erased: nothing is kept of
    it. Root causes are told by name, from the top."""

    id: str
    shown: bool
    kind: str
    urgency: str
    customer_id: str | None
    interaction_id: str | None
    team: str | None
    channel: str | None
    concern: str | None
    agent_id: str | None
    opened_at: datetime
    closed_at: datetime | None
    in_time: bool | None
    resolution: str
    causes: tuple[str, ...]
    justified: bool | None
    recovered: bool | None
    recovery_at: datetime | None
    touch_s: float | None
    resolution_s: float | None


AT_ONCE = 500


def cases_published(ids: Iterable[str]) -> Iterator[PublishedCase]:
    """The present state of these cases."""
    wanted = list(dict.fromkeys(ids))
    known = {one.pk: one for one in RootCause.objects.all()}
    for start in range(0, len(wanted), AT_ONCE):
        for row in Case.objects.filter(pk__in=wanted[start : start + AT_ONCE]):
            yield _published(row, known)


def _published(row: Case, known: dict[int, RootCause]) -> PublishedCase:
    closed = row.state == Case.CLOSED and row.closed_at is not None
    return PublishedCase(
        id=str(row.pk),
        shown=row.merged_into_id is None and row.erased_at is None,
        kind=row.kind,
        urgency=row.urgency,
        customer_id=row.customer_id,
        interaction_id=row.interaction_id,
        team=row.team,
        channel=row.channel,
        concern=row.concern,
        agent_id=row.facts.get("agent_id"),
        opened_at=row.opened_at,
        closed_at=row.closed_at if closed else None,
        in_time=row.closed_at <= row.due_at if closed else None,
        resolution=row.resolution,
        causes=_path(row.root_cause_id, known),
        justified=row.justified,
        recovered=row.recovered,
        recovery_at=row.recovery_at,
        touch_s=row.touch_s,
        resolution_s=row.resolution_s,
    )


def _path(cause: int | None, known: dict[int, RootCause]) -> tuple[str, ...]:
    names: list[str] = []
    while cause is not None and cause in known:
        names.insert(0, known[cause].name)
        cause = known[cause].parent_id
    return tuple(names)
