"""One's own account: name, time zone, password, second factor."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rapport.program.people.errors import PeopleError
from rapport.program.people.permissions import ROLES
from rapport.program.people.selectors import person
from rapport.program.people.services import profile_set
from rapport.web.config.home_of import served_home


def me(request: HttpRequest) -> HttpResponse:
    """The person's own page."""
    problem = None
    if request.method == "POST":
        try:
            profile_set(
                request.actor, name=request.POST.get("name", ""), time_zone=request.POST.get("time_zone", "")
            )
        except PeopleError as error:
            problem = error
        else:
            messages.success(request, "Saved.")
            return redirect("me")
    facts = {
        "me": person(request.actor, request.actor.user_id),
        "roles": ROLES,
        "zones": sorted(available_timezones()),
        "home_zone": served_home().settings.time_zone,
        "problem": problem,
        "given": request.POST if problem else None,
    }
    return render(request, "settings/me.html", facts, status=400 if problem else 200)
