"""Signatures after Standard Webhooks: HMAC-SHA256 over the message's id, its time and its body."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    """A secret as receivers' libraries take it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def signature(secret: str, message: str, moment: int, body: str) -> str:
    """`v1,` and the signature."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{message}.{moment}.{body}".encode(), hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()


def headers(message: str, moment: int, body: str, keys: tuple[str, ...]) -> dict[str, str]:
    """The three headers; with several secrets, a signature by each."""
    return {
        "webhook-id": message,
        "webhook-timestamp": str(moment),
        "webhook-signature": " ".join(signature(key, message, moment, body) for key in keys),
    }
