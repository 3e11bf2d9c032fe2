"""The pages of feelings and of effort, whole and while they are worked out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.config.home_of import served_home
from rapport.web.reports.export import attachment
from rapport.work.experience.effort import effort_page
from rapport.work.experience.feelings import feelings_page
from rapport.work.experience.job import ask_to_learn
from rapport.work.experience.shown import ReadPage
from rapport.work.results.export import panel_file
from rapport.work.results.view import View
from rapport.work.understanding.seen import seen_of

Make = Callable[[Home, Actor, View, float | None], ReadPage | None]
AT_ONCE_S = 0.12
"""So long a page waits for its numbers before it says that they are worked out."""
PAGES: dict[str, Make] = {"feelings": feelings_page, "effort": effort_page}
LEADS = {
    "feelings": "How customers and agents sound in all conversations, as read by the machine.",
    "effort": "How hard it was and whether it was solved in all conversations, as read by the machine.",
}


@require_GET
def feelings(request: HttpRequest) -> HttpResponse:
    """How it felt."""
    return _page(request, "feelings")


@require_GET
def effort(request: HttpRequest) -> HttpResponse:
    """How hard it was."""
    return _page(request, "effort")


@require_POST
def learn(request: HttpRequest) -> HttpResponse:
    """Learns effort, satisfaction and solution from this home's own, as a job."""
    return redirect("job", job_id=ask_to_learn(request.actor))


@require_GET
def export(request: HttpRequest, name: str, panel: str, suffix: str) -> HttpResponse:
    """One panel as png, svg, csv or xlsx."""
    if name not in PAGES:
        raise Http404
    page = PAGES[name](served_home(), request.actor, view_of(request), None)
    found = page.panel(panel) if page else None
    if found is None:
        raise Http404
    return attachment(panel_file(found, suffix), f"{panel}.{suffix}", suffix)


def _page(request: HttpRequest, name: str) -> HttpResponse:
    view, seen = view_of(request), seen_of(request.actor)
    found = PAGES[name](served_home(), request.actor, view, AT_ONCE_S)
    facts: dict[str, Any] = {
        "page": name,
        "title": name.capitalize(),
        "lead": LEADS[name],
        "found": found,
        "bar": filter_bar(view, seen),
        "query": view.query(),
        "links": seen.rows,
        "may_learn": name == "effort" and request.actor.may(Permission.MODELS_SET),
        "forms": ("png", "svg", "csv", "xlsx"),
    }
    waits = request.headers.get("HX-Request") == "true"
    if not waits:
        return render(request, "feelings/page.html", facts)
    return render(request, "feelings/_found.html" if found else "feelings/_working.html", facts)
