"""Schedules: reports that come by mail every week or month."""

from __future__ import annotations

import calendar
from datetime import time
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from rapport.program.people.permissions import Permission
from rapport.program.views.calendar import MONTHLY, WEEKLY
from rapport.program.views.plain import SchedulePlan
from rapport.program.views.selectors import schedules
from rapport.program.views.services import schedule_create, schedule_stop
from rapport.records import InputError
from rapport.reports import FORMATS
from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.config.home_of import served_home
from rapport.work.report import AUDIENCES
from rapport.work.results.reporting import report_request
from rapport.work.results.view import View, read_view

WEEKDAYS = tuple(enumerate(calendar.day_name))


@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """The schedules that run, and a form for another."""
    return _page(request, view_of(request))


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """Plans a report of a view."""
    view = View()
    try:
        view = read_view(request.POST)
        schedule_create(request.actor, _plan(request, view))
    except InputError as problem:
        request.actor.require(Permission.REPORTS_MAKE)
        return _page(request, view, problem)
    return redirect("schedules")


@require_POST
def stop(request: HttpRequest, schedule: UUID) -> HttpResponse:
    """No further report."""
    schedule_stop(request.actor, str(schedule))
    return redirect("schedules")


def _plan(request: HttpRequest, view: View) -> SchedulePlan:
    given = request.POST
    wanted = report_request(
        served_home(), request.actor, given.get("audience", ""), given.get("form", ""), view
    )
    every = given.get("every", "")
    day = given.get("weekday" if every == WEEKLY else "monthday", "")
    return SchedulePlan(
        title=given.get("title", ""),
        every=every,
        day=int(day) if day.isascii() and day.isdigit() and len(day) < 3 else -1,
        at=_time(given.get("at", "")),
        time_zone=served_home().settings.time_zone,
        recipients=tuple(dict.fromkeys(given.get("recipients", "").replace(",", " ").split())),
        **wanted,
    )


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise InputError(f"{text!r} is no time of day", "at", "Write it as 07:30.") from None


def _page(request: HttpRequest, view: View, problem: InputError | None = None) -> HttpResponse:
    settings = served_home().settings
    facts = {
        "bar": filter_bar(view, None),
        "pairs": view.pairs(),
        "schedules": schedules(request.actor),
        "audiences": AUDIENCES,
        "forms": tuple(FORMATS),
        "weekdays": WEEKDAYS,
        "every": (WEEKLY, MONTHLY),
        "zone": settings.zone,
        "can_mail": bool(settings.mail_server and settings.mail_from),
        "problem": problem,
        "typed": request.POST,
    }
    return render(request, "results/schedules.html", facts, status=400 if problem else 200)
