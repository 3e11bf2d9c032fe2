"""The short way to the public pages: past sessions, sign-in and everything else that nobody needs there.

Nobody who answers a survey is signed in, and no cookie is set or read; what keeps other sites from posting
elsewhere has nothing to protect here, as the address itself is the key.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from rapport.web.config.door import clean_form
from rapport.web.config.errors import answer_to

PUBLIC = ("/s/", "/f/", "/widget/")


class ShortWayMiddleware:
    """Answers requests for public pages itself, and leaves all others alone."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PUBLIC):
            return self.answer(request)
        found = request.resolver_match = resolve(request.path_info)
        try:
            clean_form(request)
            answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
        except Exception as error:
            told = answer_to(request, error)
            if told is None:
                raise
            return told
        answer.headers.setdefault("Content-Length", str(len(answer.content)))
        return answer
