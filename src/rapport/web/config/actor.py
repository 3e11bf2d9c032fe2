"""Who asks: every page gets its actor, strangers are asked to sign in."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from rapport.program.people.selectors import actor_of

OPEN = (
    "/account/", "/static/", "/join/", "/shared/", "/healthz", "/favicon.ico", "/api/",
    "/s/", "/f/", "/widget/", "/asked/",
)  # fmt: skip


class ActorMiddleware:
    """`request.actor` is the person with their roles. Pages outside OPEN need one."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.actor = actor_of(str(user.pk)) if user.is_authenticated else None
        if request.actor is None and not request.path.startswith(OPEN):
            back = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"/account/login/?{back}")
        return self.answer(request)
