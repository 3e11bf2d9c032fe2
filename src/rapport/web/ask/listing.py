"""The list of surveys."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.program.people.permissions import Permission
from rapport.program.surveys.selectors import surveys_list
from rapport.web.ask.results import standings


def listing(request: HttpRequest) -> HttpResponse:
    """Every survey with where it stands; those in the archive on demand."""
    archived = "archive" in request.GET
    surveys = surveys_list(request.actor, archived=archived)
    found = standings(request) if request.actor.may(Permission.ESTIMATES_READ) else None
    facts = {
        "surveys": surveys,
        "told": found.surveys if found else {},
        "waits": found is None,
        "archived": archived,
        "may_write": request.actor.may(Permission.SURVEYS_EDIT),
    }
    return render(request, "ask/list.html", facts)
