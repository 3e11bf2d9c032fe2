"""What these pages share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.program.people.permissions import Permission
from rapport.web.config.home_of import served_home

PATIENCE_S = 0.8
"""After so long a page says that it is worked out, and asks again."""


def page(request: HttpRequest, template: str, facts: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page, for who keeps rules and who only works by them."""
    facts = {
        "leads": request.actor.may(Permission.CASES_LEAD),
        "works": request.actor.may(Permission.CASES_WORK),
        "zone": served_home().settings.time_zone,
        **facts,
    }
    return render(request, f"alerts/{template}.html", facts, status=status)
