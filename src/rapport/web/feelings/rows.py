"""The conversations behind a number that machines read, a page at a time, and as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.base.sheet import sheet, wants_sheet
from rapport.web.config.home_of import served_home
from rapport.work.experience.behind import MOST_IN_A_FILE, PAGE, read_behind
from rapport.work.understanding.seen import seen_of

COLUMNS = ("interaction_id", "started_at", "channel", "team", "agent_id", "value")
LONGEST = 200


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """The conversations behind one number, as far as this person sees single ones."""
    view, seen, home = view_of(request), seen_of(request.actor), served_home()
    metric = (request.GET.get("metric") or "effort")[:LONGEST]
    after = "" if wants_sheet(request) else (request.GET.get("after") or "")[:LONGEST]
    limit = MOST_IN_A_FILE if wants_sheet(request) else PAGE
    found = read_behind(home, request.actor, view, metric, after, limit)
    if wants_sheet(request) and found is not None:
        return sheet(f"rows-{metric.replace(':', '-')}", COLUMNS, found.rows)
    facts = {
        "found": found,
        "metric": metric,
        "bar": filter_bar(view, seen, {"metric": metric}),
        "query": view.query(metric=metric),
        "zone": home.settings.zone,
        "people": seen.people or seen.teams is not None,
    }
    return render(request, "feelings/rows.html", facts)
