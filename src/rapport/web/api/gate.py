"""Who asks, by a key alone: what it may do, how often, and whether it asks for what there is.

A session's cookie opens nothing here, so that no page of another site can act through somebody's browser.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.selectors import actor_of_key
from rapport.program.people.services.secret import digest_of
from rapport.web.api.limits import BUCKETS
from rapport.web.api.problems import ApiError
from rapport.web.config.home_of import served_home

LONGEST_KEY = 200


class Gate(HttpBearer):
    """Lets in keys that hold one of `needs` (none: any key), with no parameters but `known`; those of
    `many` may be given several times."""

    openapi_name = "key"

    def __init__(self, *needs: Permission, known: Iterable[str] = (), many: Iterable[str] = ()) -> None:
        super().__init__()
        self._needs, self._known, self._many = needs, frozenset(known), frozenset(many)

    def __call__(self, request: HttpRequest) -> Any:
        return self.authenticate(request, _bearer(request))

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of the key; None for a stranger. Raises ApiError or NotAllowedError."""
        actor = actor_of_key(token) if token and len(token) <= LONGEST_KEY else None
        if actor is None:
            return None
        request.actor, request.key_secret = actor, token
        allowed = BUCKETS.take(digest_of(token), served_home().settings.api_per_minute)
        request.allowance = allowed
        if allowed.wait_s:
            raise ApiError(429, f"Too many requests; ask again in {allowed.wait_s} s.")
        if self._needs and not any(map(actor.may, self._needs)):
            actor.require(self._needs[0])
        self._check(request)
        return actor

    def _check(self, request: HttpRequest) -> None:
        """Raises ApiError for parameters that there are not, or that are given twice."""
        wrong = [(name, "There is no such parameter.") for name in request.GET if name not in self._known]
        wrong += [
            (name, "It is given more than once.")
            for name, values in request.GET.lists()
            if name in self._known - self._many and len(values) > 1
        ]
        if wrong:
            known = ", ".join(sorted(self._known))
            todo = f"Known are: {known}." if known else "This address takes none."
            raise ApiError(422, f"The address has parameters that cannot be. {todo}", wrong)


def _bearer(request: HttpRequest) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token.isascii() else ""
