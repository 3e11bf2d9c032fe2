"""How far back a preview looks."""

from __future__ import annotations

from django.http import QueryDict

from rapport.work.alerts.preview import DAYS

OFFERED = (7, 30, 90, 365)


def days_of(given: QueryDict) -> int:
    """The days asked for, the usual for anything else."""
    asked = given.get("days", "")
    return int(asked) if asked in {str(one) for one in OFFERED} else DAYS
