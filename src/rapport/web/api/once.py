"""The header Idempotency-Key: the same request again gets the same answer, and does nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from rapport.program.requests.services import once as once_only
from rapport.web.api.problems import ApiError

HEADER = "Idempotency-Key"
KEY = re.compile(r"[\x21-\x7e]{1,200}")
PARAMETER = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
    "description": "A word of your own for this request; again within a day, the first answer is repeated.",
}


def once(request: HttpRequest, response: HttpResponse, do: Callable[[], Any]) -> Any:
    """What `do` returns, done once for the header's key; each time where there is none. Raises ApiError."""
    key = request.headers.get(HEADER)
    if key is None:
        return do()
    if not KEY.fullmatch(key):
        detail = "Use 1 to 200 visible ASCII characters."
        raise ApiError(422, f"The header {HEADER} does not hold.", [(HEADER, detail)])
    said = b"\n".join((request.path.encode(), request.body))
    found = once_only(request.auth, key, hashlib.sha256(said).hexdigest(), do)
    if found.again:
        response["Idempotency-Replayed"] = "true"
    return found.answer
