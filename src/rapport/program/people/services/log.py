"""Writes the log; called in the transaction of the change it tells."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.models import LogEntry


def log_change(
    actor: Actor, action: str, kind: str, object_id: str, *, before: Any = None, after: Any = None
) -> None:
    """Adds one line. Raises RuntimeError outside a transaction: a change and its line stand together."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action} must be logged in the transaction of its change")
    LogEntry.objects.create(
        at=timezone.now(),
        who=actor.name,
        user_id=actor.user_id,
        action=action,
        kind=kind,
        object_id=object_id,
        before=before,
        after=after,
    )
