"""Who answered a survey."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.web.ask.results import AT_ONCE_S, named, titled
from rapport.web.base.filter_bar import carried
from rapport.web.config.home_of import served_home
from rapport.work.surveys.results.who import who_answered
from rapport.work.understanding.seen import seen_of


@require_GET
def who(request: HttpRequest, survey: str) -> HttpResponse:
    """The way from invitation to answer, bias against the frame and by the audit, signs, fatigue."""
    found = who_answered(served_home(), request.actor, named(survey), AT_ONCE_S)
    facts: dict[str, Any] = {
        "survey": survey,
        "title": titled(request, survey),
        "found": found,
        "narrowed": carried(request),
        "query": carried(request),
        "rows": seen_of(request.actor).words,
    }
    if request.headers.get("HX-Request") == "true":
        return render(request, "ask/_who.html" if found else "feelings/_working.html", facts)
    return render(request, "ask/who.html", facts)
