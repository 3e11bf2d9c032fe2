"""A case that somebody opens by hand."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rapport.program.cases.plain import KINDS, URGENCIES
from rapport.program.cases.services import case_open
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.web.config.home_of import served_home
from rapport.work.cases.about import about_typed
from rapport.work.cases.knowing import know_cases


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; it names an interaction or a customer that this person may see."""
    request.actor.require(Permission.CASES_WORK)
    given, problem = request.POST, None
    if request.method == "POST":
        try:
            return redirect("cases:case", case_id=_open(request))
        except NotAllowedError:
            raise
        except InputError as error:
            problem = error
    facts = {
        "kinds": KINDS,
        "urgencies": URGENCIES,
        "typed": given if problem else request.GET,
        "once": given.get("once") or str(uuid4()),
        "problem": problem,
    }
    return render(request, "cases/new.html", facts, status=400 if problem else 200)


def _open(request: HttpRequest) -> str | None:
    given = request.POST
    try:
        once = UUID(given.get("once", ""))
    except ValueError:
        raise InputError("The form lost its number", None, "Open the page again.") from None
    about = about_typed(
        served_home(), request.actor, given.get("interaction", "").strip(), given.get("customer", "").strip()
    )
    opened = case_open(
        key=f"hand:{request.actor.user_id}:{once}",
        customer_id=about.customer_id,
        interaction_id=about.interaction_id,
        kind=given.get("kind", ""),
        title=given.get("title", ""),
        reason=given.get("reason", ""),
        source=f"by hand: {request.actor.name}",
        urgency=given.get("urgency", ""),
        facts=about.facts,
        actor=request.actor,
        wait=True,
    )
    know_cases(served_home())
    return opened
