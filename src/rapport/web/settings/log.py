"""The log: what was changed, by whom, when."""

from __future__ import annotations

import csv
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.program.people.selectors import log_entries
from rapport.records.errors import InputError
from rapport.web.config.home_of import served_home
from rapport.work.spreadsheet_text import guarded

FIELDS = ("kind", "object_id", "action", "who")
PAGE = 50
MOST_EXPORTED = 100_000
COLUMNS = ("at", "who", "action", "kind", "object_id", "before", "after")


def log(request: HttpRequest) -> HttpResponse:
    """The newest changes that match the filter in the address; all of them as a file when asked."""
    where: dict[str, Any] = {name: request.GET[name] for name in FIELDS if request.GET.get(name)}
    where |= {"since": _day(request, "since", 0), "until": _day(request, "until", 1)}
    if request.GET.get("as") == "csv":
        return _file(log_entries(request.actor, **where, limit=MOST_EXPORTED))
    before = request.GET.get("before", "")
    rows = log_entries(
        request.actor, **where, before_number=int(before) if before.isdigit() else None, limit=PAGE + 1
    )
    more = request.GET.copy()
    more["before"] = str(rows[PAGE - 1].number) if len(rows) > PAGE else ""
    all_of_it = request.GET.copy()
    all_of_it["as"] = "csv"
    facts = {
        "rows": rows[:PAGE],
        "more": more.urlencode() if more["before"] else "",
        "file": all_of_it.urlencode(),
        "given": request.GET,
        "narrowed": any(where.values()),
    }
    return render(request, "settings/log.html", facts)


def _day(request: HttpRequest, name: str, later: int) -> datetime | None:
    """The start of a day in the home's zone, or of the day after it."""
    given = request.GET.get(name)
    if not given:
        return None
    try:
        day = date.fromisoformat(given) + timedelta(days=later)
    except (ValueError, OverflowError):
        raise InputError(f"{given[:20]!r} is not a day", name, "Write it like 2026-03-31.") from None
    return datetime.combine(day, time(), served_home().settings.zone)


def _file(rows: list[Any]) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="log.csv"'
    writer = csv.writer(answer)
    writer.writerow(COLUMNS)
    for row in rows:
        told = (row.at.isoformat(), row.who, row.action, row.kind, row.object_id, row.before, row.after)
        writer.writerow([guarded("" if one is None else str(one)) for one in told])
    return answer
