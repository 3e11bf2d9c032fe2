"""Explore: a list that narrows, and one interaction."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.web.config.home_of import served_home
from rapport.work.exploring.interaction import read_interaction
from rapport.work.exploring.search import FIELDS, Search, find_interactions


def interactions(request: HttpRequest) -> HttpResponse:
    """The newest interactions that match the filter in the address."""
    where = {name: request.GET[name] for name in FIELDS if request.GET.get(name)}
    search = Search(where, words=request.GET.get("q", "")[:200])
    found = find_interactions(served_home(), request.actor, search, after=request.GET.get("after"))
    more = request.GET.copy()
    more["after"] = found.after or ""
    facts = {"found": found, "search": search, "fields": FIELDS, "more": more.urlencode()}
    return render(request, "explore/interactions.html", facts)


def interaction(request: HttpRequest, interaction_id: str) -> HttpResponse:
    """One interaction: who, when, what was said, what the customer answered."""
    found = read_interaction(served_home(), request.actor, interaction_id)
    if found is None:
        raise Http404
    return render(request, "explore/interaction.html", {"found": found})
