"""Keys of the API."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rapport.program.people.errors import PeopleError
from rapport.program.people.selectors import keys_list
from rapport.program.people.services import key_issue, key_revoke

LIVES_DAYS = (30, 90, 365)


@never_cache
def keys(request: HttpRequest) -> HttpResponse:
    """The person's keys; a new one is shown this once."""
    problem, issued = None, None
    if request.method == "POST":
        days = request.POST.get("days", "")
        until = timezone.now() + timedelta(days=int(days)) if days in map(str, LIVES_DAYS) else None
        try:
            issued = key_issue(
                request.actor,
                request.POST.get("name", ""),
                request.POST.getlist("scope"),
                expires_at=until,
            )
        except PeopleError as error:
            problem = error
    facts = {
        "keys": keys_list(request.actor),
        "scopes": sorted(request.actor.permissions),
        "lives": LIVES_DAYS,
        "issued": issued,
        "problem": problem,
        "given": request.POST if problem else {},
        "ticked": request.POST.getlist("scope") if problem else [],
    }
    return render(request, "settings/keys.html", facts, status=400 if problem else 200)


@require_POST
def key_stop(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """Stops a key at once."""
    key_revoke(request.actor, str(key_id))
    messages.success(request, "The key is stopped.")
    return redirect("keys")
