"""The clock that cases are due by: business hours with holidays, in the home's zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from rapport.program.cases.models import CaseSettings
from rapport.program.judging.business_days import BusinessHours

WEEKDAYS = 7
OPENING = {str(day): ["09:00", "17:00"] for day in range(5)}
DUE_HOURS = {"high": 4.0, "normal": 16.0, "low": 40.0}
MIDNIGHT = "24:00"


def kept_settings(*, lock: bool = False) -> CaseSettings:
    """The one row of settings; made when it is first asked for. `lock` holds it until the transaction ends,
    so that what is decided by counting is decided by one at a time."""
    rows = CaseSettings.objects.select_for_update() if lock else CaseSettings.objects
    found: CaseSettings | None = rows.filter(pk=1).first()
    if found is None:
        given = {"opening": OPENING, "due_hours": DUE_HOURS}
        CaseSettings.objects.get_or_create(pk=1, defaults=given)
        found = rows.get(pk=1)
    return found


def case_hours(kept: CaseSettings | None = None) -> BusinessHours:
    """The business hours of this home."""
    kept = kept or kept_settings()
    return BusinessHours(
        {int(day): (clock(begin), clock(until)) for day, (begin, until) in kept.opening.items()},
        ZoneInfo(settings.HOME_TIME_ZONE),
        frozenset(date.fromisoformat(day) for day, _ in kept.holidays),
    )


def due(kept: CaseSettings, urgency: str, since: datetime) -> datetime:
    """When a case of this urgency that began `since` is due."""
    hours: Mapping[str, float] = {**DUE_HOURS, **kept.due_hours}
    return case_hours(kept).after(since, hours[urgency])


def clock(text: str) -> time:
    """`09:00` as a time; `24:00` is the end of the day. Raises ValueError."""
    return time.max if text == MIDNIGHT else time.fromisoformat(text)
