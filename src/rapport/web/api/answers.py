"""What every answer of the API has: its limits told, its size and type checked, errors as problems."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from rapport.program.pages import LARGEST_BODY as MOST_BYTES
from rapport.web.api.problems import problem

PREFIX = "/api/"
WRITES = ("POST", "PUT", "PATCH")


class ApiAnswersMiddleware:
    """Leaves everything outside the API alone."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.answer(request)
        found = _refused(request) or self.answer(request)
        if found.status_code == 405:
            found = _not_so(request, found)
        return _dressed(request, found)


def _refused(request: HttpRequest) -> HttpResponse | None:
    """The answer to a body that is too large or no JSON; None where nothing speaks against it."""
    if request.method not in WRITES:
        return None
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MOST_BYTES:
        return problem(request, 413, f"At most {MOST_BYTES // 1024**2} MB at once; send less a request.")
    if int(length) and request.content_type != "application/json":
        return problem(request, 415, "Send JSON, as Content-Type: application/json.")
    return None


def _not_so(request: HttpRequest, found: HttpResponse) -> HttpResponse:
    allowed = found.headers.get("Allow", "")
    return problem(request, 405, f"This address takes {allowed} only.", headers={"Allow": allowed})


def _dressed(request: HttpRequest, found: HttpResponse) -> HttpResponse:
    allowance = getattr(request, "allowance", None)
    for name, value in (allowance.headers() if allowance else {}).items():
        found[name] = value
    found.headers.setdefault("Cache-Control", "private, no-cache")
    found["Vary"] = "Authorization"
    if request.method == "GET" and found.status_code == 200 and not found.streaming:
        etag = f'"{hashlib.blake2b(found.content, digest_size=12).hexdigest()}"'
        found["ETag"] = etag
        answer: HttpResponse = get_conditional_response(request, etag=etag, response=found)
        return answer
    return found
