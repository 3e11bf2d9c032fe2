"""What the widget in somebody's pages loads and asks for: only those sites may that the door names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import resources
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from rapport.program.surveys.doors import signed_facts
from rapport.program.surveys.errors import TokenError
from rapport.program.surveys.selectors.answering import entrance
from rapport.web.answer.crowd import allowed
from rapport.web.answer.form_shape import form_shape
from rapport.web.answer.handed_in import checked_answers, keep
from rapport.web.answer.pages import dressed
from rapport.web.answer.stamp import Stamp, read_stamp
from rapport.web.answer.visit import visit_door
from rapport.web.answer.words import said_in

MOST_BYTES = 300_000
SCRIPT = "text/javascript; charset=utf-8"
SCRIPTS = {
    name: resources.files("rapport.web.answer").joinpath(f"static/answer/{name}.js")
    for name in ("loader", "survey")
}
A_DAY = str(24 * 3600)


@require_safe
def widget_loader(request: HttpRequest, door_id: str) -> HttpResponse:
    """The script a site puts into its pages."""
    found = entrance(door_id)
    if found is None or found.for_programs:
        raise Http404
    return _script("loader", 300)


@require_safe
def widget_survey(request: HttpRequest) -> HttpResponse:
    """What shows the survey; fetched once there is one to show."""
    return _script("survey", 3600)


@csrf_exempt
@require_http_methods(["OPTIONS", "POST"])
def widget_form(request: HttpRequest, door_id: str) -> HttpResponse:
    """A new form. Facts come in the body: nothing of a customer stands in an address."""
    return _answered(request, door_id, _form)


@csrf_exempt
@require_http_methods(["OPTIONS", "POST"])
def widget_answers(request: HttpRequest, door_id: str) -> HttpResponse:
    """Takes in what was answered: all of it, or what there is so far."""
    return _answered(request, door_id, _take)


def _answered(request: HttpRequest, door_id: str, do: Any) -> HttpResponse:
    origin = request.headers.get("Origin", "")
    found = entrance(door_id)
    if found is None or found.for_programs:
        return _told(origin if found is None else "", 404, {"problem": "not_ours"})
    if origin and origin not in found.origins and origin != f"{request.scheme}://{request.get_host()}":
        return _told("", 403, {"problem": "This site is not named among those that may ask."})
    if request.method == "OPTIONS":
        answer = _told(origin, 204, None)
        answer["Access-Control-Allow-Methods"] = "POST"
        answer["Access-Control-Allow-Headers"] = "content-type"
        answer["Access-Control-Max-Age"] = A_DAY
        return answer
    given = _body(request)
    if given is None:
        return _told(origin, 400, {"problem": "Send one JSON object, as Content-Type: application/json."})
    try:
        status, said = do(request, door_id, given)
    except TokenError as error:
        status, said = 410 if "not one of ours" not in error.what else 404, {"problem": error.what}
    return _told(origin, status, said)


def _form(request: HttpRequest, door_id: str, given: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    visit = visit_door(door_id)
    why = visit.over(None)
    if why:
        return 410, {"problem": said_in("en")[why]}
    survey = visit.asked_in(request, _text(given, "language"))
    return 200, form_shape(visit, survey, {**visit.facts(), **_facts(door_id, given)})


def _take(request: HttpRequest, door_id: str, given: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    visit = visit_door(door_id, _text(given, "token") or "none")
    survey = visit.asked_in(request, _text(given, "language"))
    words = said_in(survey.language)
    stamp = read_stamp(visit.key, _text(given, "stamp"))
    why = visit.over(stamp.begun_at if stamp else None)
    if why:
        return 410, {"problem": words[why]}
    if allowed(request, door_id).wait_s:
        return 429, {"problem": words["too_fast"]}
    complete, known = given.get("complete") is True, _facts(door_id, given)
    found = checked_answers(survey, given.get("answers"), {**visit.facts(), **known}, complete)
    if found.wrong:
        return 422, {
            "problem": words["mend"],
            "wrong": {name: words[why] for name, why in found.wrong.items()},
        }
    if not keep(visit, survey, found, stamp or Stamp(visit.now, visit.now), complete=complete, known=known):
        return 409, {"problem": words["already"]}
    return 200, {"complete": complete}


def _facts(door_id: str, given: Mapping[str, Any]) -> Mapping[str, str]:
    now = datetime.now(UTC).timestamp()
    return signed_facts(door_id, _text(given, "facts"), _text(given, "signed"), now)


def _body(request: HttpRequest) -> Mapping[str, Any] | None:
    if (
        request.content_type != "application/json"
        or int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES
    ):
        return None
    try:
        given = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        return None
    return given if isinstance(given, dict) else None


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else ""


def _told(origin: str, status: int, said: Mapping[str, Any] | None) -> HttpResponse:
    body = b"" if said is None else orjson.dumps(said)
    answer = dressed(HttpResponse(body, status=status, content_type="application/json"))
    answer["Vary"] = "Origin"
    if origin:
        answer["Access-Control-Allow-Origin"] = origin
    return answer


def _script(name: str, seconds: int) -> HttpResponse:
    """For any site's pages: it holds nothing but how to ask."""
    answer = HttpResponse(SCRIPTS[name].read_bytes(), content_type=SCRIPT)
    answer["Cache-Control"] = f"public, max-age={seconds}"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
