"""One's own notices, and how one wants to be told."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from rapport.program.notices.plain import KINDS, MAILS, Wish
from rapport.program.notices.selectors import notices, wish
from rapport.program.notices.services import notices_read, wish_save
from rapport.records import InputError
from rapport.web.audit.samples.form import zone_of
from rapport.web.config.home_of import served_home

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TITLES = {
    "at once": "at once, outside my quiet hours",
    "digest": "once a day, all together",
    "never": "not at all; I look here",
}


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for this person, and the form."""
    return _page(request, wish(request.actor))


@require_POST
def follow(request: HttpRequest, notice: int) -> HttpResponse:
    """Goes where it waits; it has been read then."""
    found = next((one for one in notices(request.actor) if one.id == notice), None)
    if found is None:
        raise Http404
    notices_read(request.actor, notice)
    return redirect(found.address)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """All of them have been read."""
    notices_read(request.actor)
    return redirect("notices")


@require_POST
def wishes(request: HttpRequest) -> HttpResponse:
    """How this person wants to be told."""
    try:
        wish_save(request.actor, _wish(request))
    except InputError as problem:
        return _page(request, wish(request.actor), problem)
    messages.success(request, "You are told so from now on.")
    return redirect("notices")


def _page(request: HttpRequest, wanted: Wish, problem: InputError | None = None) -> HttpResponse:
    settings = served_home().settings
    facts: dict[str, Any] = {
        "notices": notices(request.actor),
        "wish": wanted,
        "kinds": KINDS,
        "mails": [(one, TITLES[one]) for one in MAILS],
        "days": tuple(enumerate(DAYS)),
        "problem": problem,
        "zone": str(zone_of(request)),
        "mails_at_all": bool(settings.mail_server and settings.mail_from),
    }
    return render(request, "notices/notices.html", facts, status=400 if problem else 200)


def _wish(request: HttpRequest) -> Wish:
    given = request.POST
    told = set(given.getlist("told"))
    return Wish(
        mail=given.get("mail", ""),
        digest_at=_clock(given.get("digest_at", ""), "digest_at") or time(8),
        quiet_from=_clock(given.get("quiet_from", ""), "quiet_from"),
        quiet_until=_clock(given.get("quiet_until", ""), "quiet_until"),
        quiet_days=tuple(place for place in range(7) if str(place) in given.getlist("quiet_days")),
        muted=tuple(kind for kind in KINDS if kind not in told),
    )


def _clock(text: str, name: str) -> time | None:
    if not text.strip():
        return None
    try:
        return time.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"{text[:20]!r} is no time of day", name, "Write it like 18:30.") from None
