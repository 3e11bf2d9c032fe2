"""Every request has an id, so that a person's report and the log's line can be put together."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

LOG = logging.getLogger("rapport.web")


class RequestIdMiddleware:
    """Names the request, answers with the name, and logs method, path, status and time; never contents."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = secrets.token_hex(6)
        start = time.perf_counter()
        found = self.answer(request)
        found["X-Request-Id"] = request.request_id
        spent = 1000 * (time.perf_counter() - start)
        LOG.info(
            "%s %s %s %d %.0f ms", request.request_id, request.method, request.path, found.status_code, spent
        )
        return found
