"""Health: what is configured, missing or broken, and who works."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
    }
    return render(request, "settings/health.html", facts)
