"""What waits in the outbox. Only the publisher asks, on nobody's behalf: no actor is needed."""

from __future__ import annotations

from rapport.program.audits.models import Outbox
from rapport.program.audits.plain import Pending


def outbox_size() -> int:
    """How many entries wait for delivery."""
    return int(Outbox.objects.filter(delivered_at__isnull=True).count())


def outbox_pending() -> list[Pending]:
    """The entries that wait for delivery, oldest first."""
    rows = Outbox.objects.filter(delivered_at__isnull=True).order_by("id")
    return [Pending(row.id, row.key, row.topic, row.payload) for row in rows]
