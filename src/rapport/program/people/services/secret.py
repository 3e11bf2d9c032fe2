"""Secrets that are shown once: only a digest is kept."""

from __future__ import annotations

import hashlib
import secrets


def new_secret(prefix: str) -> tuple[str, str]:
    """A secret of 256 bits, and its digest. A plain hash is enough: it cannot be guessed."""
    secret = f"{prefix}_{secrets.token_urlsafe(32)}"
    return secret, digest_of(secret)


def digest_of(secret: str) -> str:
    """What is stored and looked up."""
    return hashlib.sha256(secret.encode()).hexdigest()
