"""What a script of the screen is told when something stands in the way; never a page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse

from rapport.program.audits.errors import CriteriaWithdrawnError
from rapport.program.people.errors import NotAllowedError
from rapport.program.scoring.errors import DraftConflictError, UndecidedError, WorkGoneError
from rapport.program.scoring.plain import Draft
from rapport.records.errors import InputError
from rapport.web.audit.scoring.form import form_of

LOG = logging.getLogger("rapport.web")
STORAGE = "Nothing is lost: this page keeps what you noted and tries again by itself."
View = Callable[..., HttpResponse]


def wants_json(request: HttpRequest) -> bool:
    """Whether the screen's script asks; a form without script gets pages."""
    return "application/json" in request.headers.get("Accept", "")


def told_in_json(view: View) -> View:
    """Answers a script with `problem` (one word), `what` and `todo`; pages keep their own errors."""

    @wraps(view)
    def answer(request: HttpRequest, *given: object, **named: object) -> HttpResponse:
        try:
            return view(request, *given, **named)
        except Exception as error:
            if not wants_json(request):
                raise
            return _told(request, error)

    return answer


def stored_as_json(stored: Draft) -> dict[str, object]:
    """A draft as a window needs it to show it beside its own."""
    return {
        "version": stored.version,
        "form": form_of(stored.notes),
        "at": stored.updated_at.isoformat() if stored.updated_at else None,
        "seconds": stored.seconds,
        "window": stored.window,
    }


def _told(request: HttpRequest, error: Exception) -> JsonResponse:
    if isinstance(error, DraftConflictError):
        return _answer(409, "conflict", error.what, error.todo, stored=stored_as_json(error.stored))
    if isinstance(error, WorkGoneError):
        return _answer(410, error.because, error.what, error.todo)
    if isinstance(error, CriteriaWithdrawnError):
        return _answer(409, "withdrawn", error.what, error.todo)
    if isinstance(error, UndecidedError):
        return _answer(422, "undecided", error.what, error.todo, elements=list(error.elements))
    if isinstance(error, NotAllowedError):
        return _answer(403, "forbidden", "You may not score any more", error.todo)
    if isinstance(error, InputError):
        return _answer(400, "refused", error.what, error.todo)
    if isinstance(error, (OSError, DatabaseError)):
        LOG.exception("%s %s could not be stored", request.request_id, request.path)
        full = "full" in str(error).lower() or "no space" in str(error).lower()
        what = "The server's disk is full" if full else "The server cannot store anything right now"
        return _answer(507, "storage", what, STORAGE)
    LOG.exception("%s %s failed", request.request_id, request.path)
    what = f"Something went wrong on our side (number {request.request_id})"
    return _answer(500, "broken", what, STORAGE)


def _answer(status: int, problem: str, what: str, todo: str | None, **more: object) -> JsonResponse:
    return JsonResponse({"problem": problem, "what": what, "todo": todo or "", **more}, status=status)
