"""How often one place may hand answers in by one way in: forms of invitations are good for one each."""

from __future__ import annotations

import secrets
from hashlib import blake2b

from django.http import HttpRequest

from rapport.web.api.limits import Allowance, Buckets
from rapport.web.config.home_of import served_home

A_MINUTE = 60
"""Of one address: a shop's tablet, or an office behind one, hands in a few."""
_BUCKETS, _SALT = Buckets(), secrets.token_bytes(16)


def allowed(request: HttpRequest, door: str) -> Allowance:
    """Takes one from what this address may still hand in. Addresses are held as marks, in memory alone."""
    place = blake2b(f"{door} {_address(request)}".encode(), key=_SALT, digest_size=16).hexdigest()
    return _BUCKETS.take(place, A_MINUTE)


def _address(request: HttpRequest) -> str:
    """Where it comes from. Behind a server of one's own, which the home's `address` tells of, that one adds
    whom it speaks for at the end."""
    told = request.headers.get("X-Forwarded-For", "") if served_home().settings.address else ""
    return told.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
