"""Notes that a mail was opened, as its picture tells."""

from __future__ import annotations

import uuid
from datetime import datetime

from rapport.program.surveys.models import Invitation


def invitation_opened(invitation: uuid.UUID, at: datetime) -> bool:
    """The first time counts → whether this was it. What was never sent was opened by nobody."""
    rows = Invitation.objects.filter(pk=invitation, sent_at__isnull=False, opened_at=None)
    return bool(rows.update(opened_at=at))
