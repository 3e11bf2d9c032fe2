"""What is turned away before anybody looks at it: bodies that are too large, and signs that no text has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict

from rapport.program.pages import LARGEST_BODY, LARGEST_FROM_STRANGERS
from rapport.program.shops.services.visits import MOST_FILES
from rapport.web.api.answers import PREFIX
from rapport.web.api.problems import problem
from rapport.web.config.actor import OPEN
from rapport.web.config.errors import missing, odd, too_large
from rapport.web.config.home_of import served_home
from rapport.work.shops.files import MOST_BYTES

NUL = "\x00"
IN_ITS_PLACE = "\ufffd"
NO_SIGN = "The address holds a sign that no text has."
FORM = "application/x-www-form-urlencoded"
FILES = "multipart/form-data"
VISITS, RECORDINGS = "/audit/shops/visits/", "/audit/scoring/recordings/"
"""Where files are brought that are larger than any form."""


class DoorMiddleware:
    """Looks at every request before its body is read, and at a form before anybody else does.

    PostgreSQL stores no NUL, and no person types one: it becomes the sign for what cannot be shown. The API
    refuses it, and bodies that are too large, in its own words.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        program = request.path.startswith(PREFIX)
        if NUL in request.path_info:
            return problem(request, 422, NO_SIGN) if program else missing(request)
        if not program:
            if _length(request) > _most(request):
                return too_large(request)
            _clean(request)
        try:
            request.GET  # noqa: B018 - read once, here
        except TooManyFieldsSent:
            request.GET = QueryDict()
            return problem(request, 422, "There are too many parameters.") if program else odd(request)
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, *rest: Any) -> None:
        """The fields of a form; the API reads its own bodies."""
        clean_form(request)


def clean_form(request: HttpRequest) -> None:
    """Puts the sign for what cannot be shown in place of what no text has."""
    if request.method == "POST" and request.content_type in (FORM, FILES):
        given = request.POST
        if any(NUL in name or any(NUL in one for one in values) for name, values in given.lists()):
            request.POST = _without_nul(given)


def _length(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 10**18


def _most(request: HttpRequest) -> int:
    if request.path.startswith(OPEN):
        return LARGEST_FROM_STRANGERS
    if request.content_type != FILES:
        return LARGEST_BODY
    if request.path.startswith(VISITS):
        return LARGEST_BODY + MOST_FILES * MOST_BYTES
    if request.path == RECORDINGS:
        return LARGEST_BODY + served_home().settings.recording_mb * 2**20
    return LARGEST_BODY


def _clean(request: HttpRequest) -> None:
    """The address, and cookies, whose quoted form can hold any sign."""
    query = request.META.get("QUERY_STRING", "")
    if "%00" in query or NUL in query:
        request.META["QUERY_STRING"] = query.replace("%00", "%EF%BF%BD").replace(NUL, "%EF%BF%BD")
    if "\\" in request.META.get("HTTP_COOKIE", ""):
        for name in [name for name, value in request.COOKIES.items() if NUL in value]:
            del request.COOKIES[name]


def _without_nul(given: QueryDict) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, values in given.lists():
        found.setlist(name.replace(NUL, IN_ITS_PLACE), [one.replace(NUL, IN_ITS_PLACE) for one in values])
    found._mutable = False
    return found
