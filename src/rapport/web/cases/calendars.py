"""Due dates for a calendar, behind a secret address: no title, no name, because calendars are shared."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from rapport.program.cases.plain import KINDS, URGENCIES, CaseLine
from rapport.program.cases.selectors import calendar_of
from rapport.program.plans.selectors.telling import steps_due
from rapport.web.config.home_of import served_home

SHOWN = timedelta(minutes=30)


@require_safe
def calendar(request: HttpRequest, calendar_secret: str) -> HttpResponse:
    """The open cases, and the steps of plans, of whose secret it is."""
    found = calendar_of(calendar_secret)
    if found is None:
        raise Http404
    home = served_home()
    address = (home.settings.address or f"{request.scheme}://{request.get_host()}").rstrip("/")
    made = Calendar()
    made.add("prodid", "-//Rapport//Cases//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"Due dates, {home.settings.name}")
    for line in found[1]:
        made.add_component(_event(line, address))
    for step, day, plan in steps_due(str(found[0].user_id)):
        made.add_component(_step(step, day, address + reverse("plan", args=[plan])))
    answer = HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _event(line: CaseLine, address: str) -> Event:
    event = Event()
    event.add("uid", f"{line.id}@rapport")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", line.due_at - SHOWN)
    event.add("dtend", line.due_at)
    event.add("sequence", line.version)
    event.add(
        "summary", f"{KINDS[line.kind]} case {line.code} is due ({URGENCIES[line.urgency].lower()} urgency)"
    )
    event.add("url", address + reverse("cases:case", args=[line.id]))
    return event


def _step(step: int, day: date, address: str) -> Event:
    """A whole day."""
    event = Event()
    event.add("uid", f"step-{step}@rapport")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", "A step of a plan is due")
    event.add("url", address)
    return event
