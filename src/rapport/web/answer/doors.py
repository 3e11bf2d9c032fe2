"""`/f/<door>`: forms that nobody was invited to one by one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from rapport.program.surveys.errors import TokenError
from rapport.web.answer.crowd import allowed
from rapport.web.answer.forms import again, show, take, thank
from rapport.web.answer.invitations import turned_away
from rapport.web.answer.stamp import read_stamp
from rapport.web.answer.typed import typed
from rapport.web.answer.visit import Visit, visit_door


@csrf_exempt
@require_safe
def door(request: HttpRequest, door_id: str) -> HttpResponse:
    """A new form; its first screen leads on to an address of its own."""
    try:
        return show(request, _visit(door_id))
    except TokenError as error:
        return turned_away(request, error)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def door_form(request: HttpRequest, door_id: str, token: str) -> HttpResponse:
    """A form that was begun, to be gone on with."""
    try:
        visit = _visit(door_id, token)
    except TokenError as error:
        return turned_away(request, error)
    if request.method != "POST":
        return show(request, visit)
    left = allowed(request, door_id)
    return _too_many(request, visit, left.wait_s) if left.wait_s else take(request, visit)


@require_safe
def door_thanks(request: HttpRequest, door_id: str, token: str) -> HttpResponse:
    """After the last screen."""
    try:
        return thank(request, _visit(door_id, token))
    except TokenError as error:
        return turned_away(request, error)


def _visit(door_id: str, token: str = "") -> Visit:
    visit = visit_door(door_id, token)
    if visit.entrance is None or visit.entrance.for_programs:
        raise TokenError("This address is not one of ours", None, "Programs hand in at /api/submissions.")
    return visit


def _too_many(request: HttpRequest, visit: Visit, wait_s: int) -> HttpResponse:
    survey = visit.asked_in(request)
    shown = set(request.POST.getlist("shown"))
    found = typed([one for one in survey.items if one.id in shown], request.POST)
    number = request.POST.get("p", "")
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    stamp = read_stamp(visit.key, request.POST.get("stamp", ""))
    answer = again(visit, survey, at, stamp, found, problem="too_fast", status=429)
    answer["Retry-After"] = str(wait_s)
    return answer
