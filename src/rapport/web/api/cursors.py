"""Marks where the next page goes on: opaque, signed, and good for the same question only."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson
from django.core import signing

from rapport.web.api.problems import ApiError

SALT = "rapport.api.cursor"
LONGEST = 2000


def cursor_of(mark: Any, question: Mapping[str, Any]) -> str | None:
    """The cursor that continues behind `mark`; None at the end."""
    if mark is None:
        return None
    return str(signing.dumps([_digest(question), mark], salt=SALT))


def mark_of(cursor: str | None, question: Mapping[str, Any]) -> Any:
    """What `cursor_of` was given. Raises ApiError for a cursor that is none, or another question's."""
    if cursor is None:
        return None
    try:
        digest, mark = signing.loads(cursor[:LONGEST], salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise _bad("This is no cursor of ours.") from None
    if digest != _digest(question):
        raise _bad("The cursor belongs to another question: keep the other parameters as they were.")
    return mark


def _bad(detail: str) -> ApiError:
    return ApiError(422, "The cursor does not hold; start from the first page.", [("cursor", detail)])


def _digest(question: Mapping[str, Any]) -> str:
    said = orjson.dumps(dict(question), option=orjson.OPT_SORT_KEYS, default=str)
    return hashlib.blake2b(said, digest_size=9).hexdigest()
