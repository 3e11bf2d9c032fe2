"""What a door's own site may say of who comes: facts that it signed with the door's secret."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping

import orjson
from django.conf import settings

LONGEST, MOST, LONGEST_FACT = 4_000, 20, 500
NAME = re.compile(r"(?:customer|interaction|event)\.[\w.-]{1,60}")


def door_secret(door: str) -> str:
    """What the site's own server signs with. Made of the home's key: it is stored nowhere."""
    made = hmac.digest(settings.SECRET_KEY.encode(), b"rapport.surveys.doors" + door.encode(), "sha256")
    return f"door_{made.hex()}"


def sign_facts(door: str, facts: str) -> str:
    """The mark that a site puts beside facts: HMAC-SHA256 of their JSON, exactly as it stands."""
    return hmac.new(door_secret(door).encode(), facts.encode(), hashlib.sha256).hexdigest()


def signed_facts(door: str, facts: str, mark: str, now: float) -> Mapping[str, str]:
    """The facts, where the site signed them and they still hold (`until`, seconds since 1970); else none:
    what a page says without its server's word is not believed."""
    if not facts or len(facts) > LONGEST or not mark.isascii():
        return {}
    if not hmac.compare_digest(sign_facts(door, facts), mark):
        return {}
    try:
        given = orjson.loads(facts)
    except orjson.JSONDecodeError:
        return {}
    until = given.pop("until", None) if isinstance(given, dict) else None
    if not isinstance(until, int | float) or until <= now:
        return {}
    kept = [(name, str(value)[:LONGEST_FACT]) for name, value in given.items() if NAME.fullmatch(name)]
    return dict(kept[:MOST])
