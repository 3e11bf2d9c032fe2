"""What an answer says when something is wrong: problem details after RFC 9457."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from rapport.criteria import CriteriaError, DecisionError
from rapport.program.people.errors import NotAllowedError
from rapport.records.errors import InputError

LOG = logging.getLogger("rapport.web")
CONTENT_TYPE = "application/problem+json"
NO_KEY = "Send a key of yours as: Authorization: Bearer rapport_…"


class FieldProblem(Schema):
    """One thing that is wrong with what was sent."""

    field: str = Field(description="Where: the path of the field, or the name of the parameter.")
    detail: str


class ProblemDetails(Schema):
    """Problem details after RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str = Field(description="The number of the request, as the server's log knows it.")
    errors: list[FieldProblem] = Field(default_factory=list)


class ApiError(Exception):
    """Answers with a problem. `errors` are pairs of a field and what is wrong with it."""

    def __init__(
        self,
        status: int,
        detail: str,
        errors: Sequence[tuple[str, str]] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        self.status, self.detail = status, detail
        self.errors, self.headers = tuple(errors), headers or {}
        super().__init__(detail)


def problem(
    request: HttpRequest,
    status: int,
    detail: str,
    errors: Sequence[tuple[str, str]] = (),
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """The answer that tells of a problem."""
    said = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": f"urn:request:{getattr(request, 'request_id', 'none')}",
        "errors": [{"field": field, "detail": wrong} for field, wrong in errors],
    }
    found = HttpResponse(orjson.dumps(said), status=status, content_type=CONTENT_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        found["WWW-Authenticate"] = 'Bearer realm="Rapport"'
    for name, value in (headers or {}).items():
        found[name] = value
    return found


def missing(what: str) -> ApiError:
    """There is none, or none that this key may see: the two are not told apart."""
    return ApiError(404, f"There is no such {what}, or it is not yours to see.")


def handle_problems(api: NinjaAPI) -> None:
    """Makes `api` answer every error as a problem."""

    def answer(error: type[Exception], how: Any) -> None:
        api.add_exception_handler(error, how)

    answer(ApiError, lambda request, e: problem(request, e.status, e.detail, e.errors, e.headers))
    answer(AuthenticationError, lambda request, e: problem(request, 401, NO_KEY))
    answer(NotAllowedError, lambda request, e: problem(request, 403, _not_allowed(e)))
    answer(ValidationError, lambda request, e: problem(request, 422, "What was sent does not hold.", _bad(e)))
    answer(InputError, lambda request, e: problem(request, 422, _said(e), _parts(e)))
    answer(Http404, lambda request, e: problem(request, 404, "There is nothing at this address."))
    answer(HttpError, lambda request, e: problem(request, e.status_code, str(e)))
    answer(Exception, _broken)


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    LOG.error("%s %s failed", request.request_id, request.path, exc_info=error)
    return problem(request, 500, "Something went wrong on our side; tell the administrator this number.")


def _not_allowed(error: NotAllowedError) -> str:
    return f"This key may not do this: it takes {error.permission}."


def _said(error: InputError) -> str:
    """The sentence and what to do; where it is, the errors tell."""
    return " ".join(f"{part.rstrip('.')}." for part in (error.what, error.todo) if part)


def _parts(error: InputError) -> list[tuple[str, str]]:
    """One line for each thing found."""
    found: Sequence[InputError] = (error,)
    if isinstance(error, (DecisionError, CriteriaError)):
        found = error.problems
    return [(one.where or "", _said(one)) for one in found]


def _bad(error: ValidationError) -> list[tuple[str, str]]:
    return [(path_of(one["loc"]), str(one["msg"])) for one in error.errors]


def path_of(place: Sequence[str | int]) -> str:
    """`evaluations[0].decisions` for the place of a field; whether it was in the body or the address, and
    the name our own code gives it, is left out."""
    parts = list(place)
    if parts and parts[0] in ("body", "query", "path", "header"):
        parts = parts[2:] if len(parts) > 2 else parts[1:]
    found = ""
    for part in parts:
        found += f"[{part}]" if isinstance(part, int) else f".{part}" if found else str(part)
    return found
