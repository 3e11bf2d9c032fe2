"""`/ask/doors/`: the ways in to surveys for people whom nobody invites one by one; made, copied, closed."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rapport.program.people.permissions import Permission
from rapport.program.surveys.doors import door_secret
from rapport.program.surveys.errors import SurveyWorkError
from rapport.program.surveys.selectors.doors import DoorLine, door_line, doors_list, surveys_to_enter
from rapport.program.surveys.services.doors import KINDS, door_close, door_create, door_open
from rapport.web.config.home_of import served_home

CODES = {"svg": "image/svg+xml", "pdf": "application/pdf"}
SCALE, QUIET = 8, 4
ACTS = {"close": (door_close, "Nobody new comes in any more."), "open": (door_open, "It is open again.")}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ways_in(request: HttpRequest) -> HttpResponse:
    """All of them, and a form for a new one that keeps what was typed."""
    problem = None
    if request.method == "POST":
        try:
            made = door_create(request.actor, **_given(request))
            messages.success(request, "The way in is open.")
            return redirect("way-in", door_id=made)
        except SurveyWorkError as error:
            problem = error
    facts = {
        "doors": doors_list(request.actor),
        "kinds": KINDS,
        "surveys": surveys_to_enter(request.actor),
        "may_write": request.actor.may(Permission.SURVEYS_EDIT),
        "problem": problem,
        "given": request.POST if problem else {"survey": request.GET.get("survey", "")},
    }
    return render(request, "answer/ways/list.html", facts, status=400 if problem else 200)


@never_cache
@require_safe
def way_in(request: HttpRequest, door_id: str) -> HttpResponse:
    """One of them: its address, code or snippet."""
    found = _door(request, door_id)
    may_write = request.actor.may(Permission.SURVEYS_EDIT)
    facts = {
        "door": found,
        "kind": KINDS[found.kind],
        "address": _address(request, found.id),
        "script": _absolute(request, reverse("widget", args=[found.id])),
        "api": _absolute(request, "/api/submissions"),
        "may_write": may_write,
        "secret": door_secret(found.id) if may_write and found.kind == "widget" else "",
    }
    return render(request, "answer/ways/one.html", facts)


@require_safe
def way_code(request: HttpRequest, door_id: str, kind: str) -> HttpResponse:
    """Its address as a code to photograph: SVG for screens, PDF to print."""
    found = _door(request, door_id)
    if kind not in CODES:
        raise Http404
    out = io.BytesIO()
    segno.make(_address(request, found.id), error="m", micro=False).save(
        out, kind=kind, scale=SCALE, border=QUIET
    )
    answer = HttpResponse(out.getvalue(), content_type=CODES[kind])
    if kind == "pdf" or "download" in request.GET:
        answer["Content-Disposition"] = f'attachment; filename="way-in-{found.id}.{kind}"'
    return answer


@require_POST
def way_act(request: HttpRequest, door_id: str, act: str) -> HttpResponse:
    """Closes it, or opens it again."""
    request.actor.require(Permission.SURVEYS_EDIT)
    found = _door(request, door_id)
    if act not in ACTS:
        raise Http404
    do, said = ACTS[act]
    do(request.actor, found.id)
    messages.success(request, said)
    return redirect("way-in", door_id=found.id)


def _door(request: HttpRequest, door_id: str) -> DoorLine:
    found = door_line(request.actor, door_id)
    if found is None:
        raise Http404
    return found


def _address(request: HttpRequest, door_id: str) -> str:
    return _absolute(request, reverse("door", args=[door_id]))


def _absolute(request: HttpRequest, path: str) -> str:
    """Where customers reach this home: as its settings say, else as this page was reached."""
    given = served_home().settings.address
    return f"{given.rstrip('/')}{path}" if given else str(request.build_absolute_uri(path))


def _given(request: HttpRequest) -> dict[str, Any]:
    given = request.POST
    return {
        "survey_id": given.get("survey", ""),
        "kind": given.get("kind", ""),
        "name": given.get("name", ""),
        "touchpoint": given.get("touchpoint", ""),
        "facts": given.get("facts", "").splitlines(),
        "origins": given.get("origins", "").split(),
        "closes_at": _day(given.get("closes_at", "")),
    }


def _day(text: str) -> datetime | None:
    """The end of a day in the home's zone. Raises SurveyWorkError."""
    if not text.strip():
        return None
    try:
        day = datetime.fromisoformat(text.strip()[:10]).date()
    except ValueError:
        raise SurveyWorkError(f"{text[:20]!r} is no day", "closes_at", "Write it as 2026-12-31.") from None
    return datetime.combine(day, time(23, 59, 59), served_home().settings.zone)
