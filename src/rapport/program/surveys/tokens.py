"""Addresses that only this home can make: who may answer what, until when, without a look into any table."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from django.conf import settings

from rapport.program.surveys.errors import TokenError

ANSWER, LEAVE, DOOR, OPENED = b"a", b"l", b"d", b"o"
"""What an address is good for: to answer an invitation, to be asked no more, to fill in an open form, to
tell that a mail was opened."""
BODY = struct.Struct(">c16sII")
MARK_BYTES = 16
LONGEST = 60
"""Characters that are looked at: a little more than an address has."""
REMEDY = "Use the address as it was sent, or ask who sent it for another."


@dataclass(frozen=True, slots=True)
class Token:
    """What an address says. `subject` is the invitation, or what an open form is told apart by."""

    purpose: bytes
    subject: uuid.UUID
    version: int
    expires_at: datetime


def token(purpose: bytes, subject: uuid.UUID, version: int, expires_at: datetime) -> str:
    """The part of an address that stands for it; 55 letters, digits, `-` and `_`."""
    body = BODY.pack(purpose, subject.bytes, version, int(expires_at.timestamp()))
    return base64.urlsafe_b64encode(body + _mark(body)).decode().rstrip("=")


def door_token(version: int, expires_at: datetime) -> str:
    """A new one for one showing of an open form, so that handing it in twice is known."""
    return token(DOOR, uuid.UUID(bytes=secrets.token_bytes(16)), version, expires_at)


def read_token(text: str, purpose: bytes, now: datetime) -> Token:
    """What it says. Raises TokenError for one not made here, for something else, or that has expired."""
    try:
        given = (
            base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True) if len(text) < 100 else b""
        )
    except ValueError:
        given = b""
    body, mark = given[: BODY.size], given[BODY.size :]
    right = len(given) == BODY.size + MARK_BYTES and hmac.compare_digest(mark, _mark(body))
    if not right or body[:1] != purpose:
        raise TokenError("This address is not one of ours", None, REMEDY)
    _, subject, version, expires = BODY.unpack(body)
    until = datetime.fromtimestamp(expires, UTC)
    if until <= now:
        raise TokenError("This invitation has expired", None, "Thank you; nothing more is asked of you.")
    return Token(purpose, uuid.UUID(bytes=subject), version, until)


def _mark(body: bytes) -> bytes:
    return hmac.digest(_key(settings.SECRET_KEY), body, "sha256")[:MARK_BYTES]


@lru_cache(maxsize=4)
def _key(secret: str) -> bytes:
    return hashlib.sha256(b"rapport.surveys.tokens" + secret.encode()).digest()
