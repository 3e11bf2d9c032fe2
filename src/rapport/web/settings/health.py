"""Health: what is configured, missing or broken, and who works."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from rapport.program.crm.selectors import crm_state
from rapport.program.crm.services import crm_again
from rapport.program.jobs.selectors import jobs_mine, workers_alive
from rapport.program.people.permissions import Permission
from rapport.web.config.home_of import served_home
from rapport.work.doctor import examine


def health_page(request: HttpRequest) -> HttpResponse:
    """What `rapport doctor` says, the workers that live, and the newest long work."""
    request.actor.require(Permission.SETTINGS_MANAGE)
    facts = {
        "checks": examine(str(served_home().root)),
        "workers": workers_alive(),
        "jobs": jobs_mine(request.actor, limit=10),
        "crm": crm_state(request.actor) if served_home().settings.crm_url else None,
    }
    return render(request, "settings/health.html", facts)


@require_POST
def crm_retry(request: HttpRequest) -> HttpResponse:
    """What could not be written back to the CRM is tried again."""
    count = crm_again(request.actor)
    messages.success(request, f"{count:,} customers are written again.")
    return redirect("health_page")
