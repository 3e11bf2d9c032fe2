"""`/api/keys/me`: what a key may do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from rapport.program.people.selectors.keys import key_of
from rapport.web.api.problems import missing
from rapport.web.api.routes import reads

router = Router(tags=["keys"])


class KeyShape(Schema):
    """A key: `scopes` are what it was made for, `permissions` what it may do now."""

    id: str
    name: str
    hint: str
    owner: str
    scopes: list[str]
    permissions: list[str]
    created_at: datetime
    expires_at: datetime | None


@reads(router, "/me", KeyShape)
def read_own_key(request: HttpRequest) -> Any:
    """The key that this request was sent with."""
    key = key_of(request.key_secret)
    if key is None:  # stopped since the request came in
        raise missing("key")
    facts = {name: getattr(key, name) for name in KeyShape.model_fields if name != "permissions"}
    return {**facts, "scopes": list(key.scopes), "permissions": sorted(map(str, request.auth.permissions))}
