"""What a person sees when something is not allowed, not there, not usable, or our own fault."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

from rapport.program.people.errors import NotAllowedError
from rapport.records.errors import InputError

LOG = logging.getLogger("rapport.web")
OTHERS_ANSWER = (
    Http404,
    PermissionDenied,
    SuspiciousOperation,
    BadRequest,
    MultiPartParserError,
    ImmediateHttpResponse,
    ReauthenticationRequired,
)
"""Django has pages for these, and the sign-in asks for the password again."""
UNSTORABLE = "Something typed is too long, or holds signs that cannot be stored"


class ErrorPagesMiddleware:
    """Turns errors of a view into pages in plain words."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return answer_to(request, error)


def answer_to(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The page that tells of an error; None for those that others answer."""
    if isinstance(error, NotAllowedError):
        return _page(request, 403, "This is not yours to see or do", str(error.todo))
    if isinstance(error, InputError):
        return _page(request, 400, error.what, error.todo or "Go back and mend it; nothing was lost.")
    if isinstance(error, OTHERS_ANSWER):
        return None
    if is_unstorable(error):
        LOG.warning("%s %s: %s", request.request_id, request.path, type(error).__name__)
        return _page(request, 400, UNSTORABLE, "Go back and mend it: what you typed is still in the form.")
    LOG.error("%s %s failed", request.request_id, request.path, exc_info=error)
    return broken(request)


def is_unstorable(error: BaseException) -> bool:
    """Whether no database takes what was sent: signs that are no text, words or numbers beyond a column."""
    nul = isinstance(error, ValueError) and "NUL (0x00)" in str(error)
    return nul or isinstance(error, (DataError, UnicodeEncodeError))


def odd(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """A request that no browser sends, or one with too much in it."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _page(
        request, 400, "This request cannot be understood", "Go back, load the page again, try again."
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """More at once than is taken."""
    todo = "Go back and send less at once; what you typed is still in the form."
    return _page(request, 413, "This is too much at once", todo)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Refused by a library that we use."""
    return _page(request, 403, "This is not yours to see or do", "Ask an administrator for a role that may.")


def missing(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Nothing at this address."""
    return _page(request, 404, "There is nothing here", "The address may be old. Start from the menu.")


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of our own."""
    what = "Something went wrong on our side"
    todo = "Nothing you saved before was lost. Try again; if it stays, give the administrator this number."
    return _page(request, 500, what, todo)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was not ours or is too old."""
    return _page(
        request, 403, "This form is too old to be trusted", "Go back, load the page again and send it."
    )


def locked_out(request: HttpRequest, credentials: Any = None, *rest: Any) -> HttpResponse:
    """Too many wrong passwords."""
    what = "Too many attempts to sign in"
    return _page(request, 429, what, "Wait a quarter of an hour, or ask an administrator.")


def _page(request: HttpRequest, status: int, what: str, todo: str) -> HttpResponse:
    facts = {"what": what, "todo": todo, "number": getattr(request, "request_id", "")}
    return render(request, "web/error.html", facts, status=status)
