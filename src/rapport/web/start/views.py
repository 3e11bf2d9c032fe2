"""The first page, and the door for who was invited."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rapport.program.people.errors import PeopleError
from rapport.program.people.models import User
from rapport.program.people.services import invitation_accept
from rapport.web.config.home_of import served_home
from rapport.web.reports.shown import dashboard_facts
from rapport.web.start.waits import running_audits, waiting_for


def start(request: HttpRequest) -> HttpResponse:
    """The person's own dashboard, or where to go."""
    facts = {"company": served_home().settings.name, **dashboard_facts(request)}
    facts |= {"waits": waiting_for(request.actor), "running": running_audits(request.actor)}
    return render(request, "start/start.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Who holds an invitation chooses a name and a password and is signed in."""
    problem, name = None, request.POST.get("name", "")
    if request.method == "POST":
        try:
            made = invitation_accept(secret, name=name, password=request.POST.get("password", ""))
        except PeopleError as error:
            problem = error
        else:
            user = User.objects.get(pk=made)
            login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
            return redirect("start")
    status = 400 if problem else 200
    return render(request, "start/join.html", {"problem": problem, "name": name}, status=status)
