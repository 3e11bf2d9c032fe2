"""Links to views: made, listed, taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from rapport.program.people.permissions import Permission
from rapport.program.views.selectors import shared_views
from rapport.program.views.services import view_revoke, view_token
from rapport.records import InputError
from rapport.web.base.filter_bar import view_of
from rapport.web.config.home_of import served_home
from rapport.web.reports.shown import TITLES
from rapport.work.results.share import DAYS, share
from rapport.work.results.sight import dashboards
from rapport.work.results.view import View, read_view


@require_GET
def links(request: HttpRequest) -> HttpResponse:
    """One's links, and a form for one to the view in the address."""
    return _page(request, view_of(request))


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """Makes a link."""
    view = View()
    try:
        view = read_view(request.POST)
        given = request.POST
        days = given.get("days", "")
        share(
            served_home(),
            request.actor,
            view,
            given.get("dashboard", ""),
            title=given.get("title", ""),
            days=int(days) if days.isascii() and days.isdigit() and len(days) < 5 else 0,
        )
    except InputError as problem:
        request.actor.require(Permission.VIEWS_SHARE)
        return _page(request, view, problem)
    return redirect("links")


@require_POST
def revoke(request: HttpRequest, shared: UUID) -> HttpResponse:
    """The link stops at once."""
    view_revoke(request.actor, str(shared))
    return redirect("links")


def _page(request: HttpRequest, view: View, problem: InputError | None = None) -> HttpResponse:
    mine = [one for one in dashboards(request.actor) if one.dashboard != "associate"]
    made = [
        (one, request.build_absolute_uri(reverse("shared", args=[view_token(one.id)])))
        for one in shared_views(request.actor)
    ]
    facts = {
        "view": view,
        "pairs": view.pairs(),
        "made": made,
        "dashboards": [(one.dashboard, TITLES[one.dashboard]) for one in mine],
        "chosen": request.POST.get("dashboard") or request.GET.get("dashboard"),
        "days": DAYS,
        "titles": TITLES,
        "zone": served_home().settings.zone,
        "problem": problem,
        "typed": request.POST,
    }
    return render(request, "results/links.html", facts, status=400 if problem else 200)
