"""The conversations behind a concern."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.base.sheet import sheet, wants_sheet
from rapport.web.config.home_of import served_home
from rapport.web.understand.concern import LABELS
from rapport.work.understanding.along import read_along
from rapport.work.understanding.rows import COLUMNS, MOST, PAGE, conversations_behind
from rapport.work.understanding.seen import seen_of


@require_GET
def conversations(request: HttpRequest, concern: str) -> HttpResponse:
    """Newest first, page by page, or all of them as a file."""
    home, actor, view = served_home(), request.actor, view_of(request)
    whole = wants_sheet(request)
    after = "" if whole else request.GET.get("after", "")
    along = read_along(request.GET["with"]) if request.GET.get("with") else None
    found = conversations_behind(home, actor, view, concern, after, MOST if whole else PAGE, along)
    if found is None:
        raise Http404
    if whole:
        return sheet("conversations", COLUMNS, found.rows)
    kept = {"with": along.text} if along else {}
    facts = {
        "found": found,
        "along": along,
        "labels": LABELS,
        "bar": filter_bar(view, seen_of(actor), kept),
        "query": view.query(),
        "file": view.query(**kept),
        "more": urlencode([*view.pairs(), *kept.items(), ("after", found.after or "")]),
        "zone": home.settings.zone,
    }
    return render(request, "understand/conversations.html", facts)
