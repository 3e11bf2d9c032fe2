"""What was changed, by whom, when."""

from __future__ import annotations

from datetime import datetime

from rapport.program.people.actor import Actor
from rapport.program.people.models import LogEntry
from rapport.program.people.permissions import Permission
from rapport.program.people.plain import Change

PAGE = 50


def log_entries(
    actor: Actor,
    *,
    kind: str | None = None,
    object_id: str | None = None,
    action: str | None = None,
    who: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before_number: int | None = None,
    limit: int = PAGE,
) -> list[Change]:
    """The newest changes first, those that all given conditions hold for. Raises NotAllowedError.

    The next page: `before_number` of the last line's `number`.
    """
    actor.require(Permission.LOG_READ)
    conditions = {
        "kind": kind,
        "object_id": object_id,
        "action": action,
        "who": who,
        "at__gte": since,
        "at__lt": until,
        "id__lt": before_number,
    }
    rows = LogEntry.objects.filter(**{key: one for key, one in conditions.items() if one is not None})
    return [
        Change(row.at, row.who, row.action, row.kind, row.object_id, row.before, row.after, row.pk)
        for row in rows.order_by("-id")[:limit]
    ]
