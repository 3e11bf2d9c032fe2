"""Suggestions of those at the front, and what came of them at the round table."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from rapport.program.cases.selectors import own_suggestions, suggestions
from rapport.program.cases.services import suggestion_make
from rapport.program.front.selectors import roundtables
from rapport.program.front.services import roundtable_save
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.records import InputError

OPEN = ("new", "discussed")


@require_http_methods(["GET", "POST"])
def ideas(request: HttpRequest) -> HttpResponse:
    """One's own suggestions, a new one, and the round tables."""
    problem = None
    if request.method == "POST":
        try:
            suggestion_make(request.actor, request.POST.get("text", ""))
        except NotAllowedError:
            raise
        except InputError as error:
            problem = error
        else:
            messages.success(request, "Thank you. You will see here what becomes of it.")
            return redirect("ideas")
    return _page(request, problem)


@require_POST
def roundtable(request: HttpRequest) -> HttpResponse:
    """Keeps a round table that took place."""
    request.actor.require(Permission.CASES_LEAD)
    given = request.POST
    try:
        held = date.fromisoformat(given.get("held_on", ""))
    except ValueError:
        return _page(request, InputError("That is no day", "held_on", "Write it like 2026-12-31."))
    try:
        roundtable_save(
            request.actor, given.get("title", ""), held, given.get("notes", ""), given.getlist("suggestions")
        )
    except NotAllowedError:
        raise
    except InputError as error:
        return _page(request, error)
    messages.success(request, "The round table is kept.")
    return redirect("ideas")


def _page(request: HttpRequest, problem: InputError | None) -> HttpResponse:
    leads = request.actor.may(Permission.CASES_LEAD)
    facts: dict[str, Any] = {
        "roundtables": roundtables(request.actor),
        "own": own_suggestions(request.actor),
        "leads": leads,
        "offered": [one for one in suggestions(request.actor) if one.state in OPEN] if leads else (),
        "makes": request.actor.may(Permission.COACHING_OWN) or request.actor.may(Permission.CASES_WORK),
        "problem": problem,
        "typed": request.POST,
        "ticked": request.POST.getlist("suggestions"),
    }
    return render(request, "front/ideas.html", facts, status=400 if problem else 200)
