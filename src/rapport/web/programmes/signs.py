"""Signs that scores were asked for rather than earned."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapport.web.config.home_of import served_home
from rapport.work.asking.signs import signs

PERIODS = (30, 90, 180)


@require_safe
def signs_page(request: HttpRequest) -> HttpResponse:
    """Of the last 90 days, or those chosen."""
    given = request.GET.get("days", "")
    days = next((one for one in PERIODS if str(one) == given), 90)
    now = timezone.now()
    found = signs(served_home(), request.actor, now - timedelta(days=days), now)
    facts = {"found": found, "days": days, "periods": PERIODS}
    return render(request, "programmes/signs.html", facts)
