"""The list that narrows, and taking it along."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from rapport.program.people.permissions import Permission, Sight
from rapport.program.views.selectors import saved_filters
from rapport.program.views.services import filter_remove, filter_save
from rapport.records.errors import InputError
from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.config.home_of import served_home
from rapport.web.explore.asked import attributes_of, chips_of, kept_by_bar, query_of, search_of
from rapport.work.exploring.asked import COUNTED, SORTS
from rapport.work.exploring.choices import concern_choices, score_choices
from rapport.work.exploring.export import MOST, export_found, export_selected
from rapport.work.exploring.scored import knows_scores
from rapport.work.exploring.search import Found, find_interactions
from rapport.work.results.choices import all_choices
from rapport.work.results.sight import Seen
from rapport.work.results.view import View, read_view

SORT_TITLES = {"newest": "Newest", "oldest": "Oldest", "longest": "Longest", "lowest": "Lowest score",
               "highest": "Highest score"}  # fmt: skip


@require_GET
def interactions(request: HttpRequest) -> HttpResponse:
    """The interactions that match what stands in the address, as far as this person sees."""
    home, actor = served_home(), request.actor
    problem, found = None, Found((), 0, None, 0)
    actor.require(Permission.INTERACTIONS_READ)
    try:
        search = search_of(request.GET, view_of(request), home)
    except InputError as error:
        problem, search = error, None
    if search is not None:
        found = find_interactions(home, actor, search, after=request.GET.get("after"))
    facts = {
        "found": found,
        "search": search,
        "problem": problem,
        "more": query_of(request, after=found.after or ""),
        "counted": COUNTED,
        **_frame(request),
    }
    return render(request, "explore/interactions.html", facts, status=400 if problem else 200)


def _frame(request: HttpRequest) -> dict[str, Any]:
    actor = request.actor
    scores = knows_scores(actor)
    view = _view(request)
    concerns = concern_choices(served_home())
    chips = chips_of(request, dict(concerns)) if view_is_whole(request) else ()
    return {
        "bar": replace(filter_bar(view, _sight(request)), kept=kept_by_bar(request)),
        "attributes": attributes_of(request.GET),
        "view": view,
        "chips": chips,
        "concerns_read": concerns,
        "opened": any(one.name not in ("q", "sort") for one in chips),
        "query": query_of(request) if view_is_whole(request) else "",
        "filters": saved_filters(actor),
        "sorts": [(name, SORT_TITLES[name]) for name in SORTS if scores or name not in ("lowest", "highest")],
        "scores": score_choices(served_home(), actor) if scores else None,
        "share": _share(request),
        "most": MOST,
    }


def view_is_whole(request: HttpRequest) -> bool:
    """Whether the filter bar's part of the address can be read."""
    try:
        view_of(request)
    except InputError:
        return False
    return True


def _view(request: HttpRequest) -> View:
    return view_of(request) if view_is_whole(request) else View()


def _sight(request: HttpRequest) -> Seen:
    """How far the bar's choices reach."""
    actor = request.actor
    teams = actor.teams(Permission.INTERACTIONS_READ)
    own = actor.sight(Permission.INTERACTIONS_READ) is Sight.OWN
    return Seen("", teams=teams, agent=actor.agent_id or "" if own else None)


def _share(request: HttpRequest) -> list[tuple[str, str]]:
    """With whom a filter may be shared: value and title."""
    actor = request.actor
    if not actor.may(Permission.VIEWS_SHARE):
        return []
    teams = actor.teams(Permission.INTERACTIONS_READ)
    if teams is not None:
        return [(one, one) for one in sorted(teams)]
    return [("*", "everybody"), *((one, one) for one in all_choices(served_home()).team)]


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The selected rows, or all that match, as CSV."""
    home, actor = served_home(), request.actor
    actor.require(Permission.INTERACTIONS_READ)
    given = QueryDict(request.POST.get("query", "")[:4000])
    if request.POST.get("all"):
        text = export_found(home, actor, search_of(given, read_view(given), home))
    else:
        text = export_selected(home, actor, request.POST.getlist("selected"))
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="interactions.csv"'
    return answer


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keeps the filter of the list under a name."""
    whom = request.POST.get("share", "")
    team = {"": None, "*": ""}.get(whom, whom)
    query = request.POST.get("query", "")
    filter_save(request.actor, request.POST.get("name", ""), query, team=team)
    return redirect(f"{reverse('interactions')}?{QueryDict(query).urlencode()}")


@require_POST
def forget(request: HttpRequest, filter_id: UUID) -> HttpResponse:
    """Forgets a kept filter."""
    filter_remove(request.actor, str(filter_id))
    return redirect("interactions")
