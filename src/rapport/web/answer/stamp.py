"""What a form carries along to say when it was begun and shown, so that it need not be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer

SALT = "rapport.answer.form"
LONGEST = 200


@dataclass(frozen=True)
class Stamp:
    """When the form was begun, and when this screen of it was shown."""

    begun_at: datetime
    shown_at: datetime


def stamped(key: str, stamp: Stamp) -> str:
    """The words that stand in the form."""
    moments = f"{stamp.begun_at.timestamp():.0f}.{stamp.shown_at.timestamp():.0f}"
    made: str = _signer().sign(f"{key}:{moments}")
    return made


def read_stamp(key: str, text: str) -> Stamp | None:
    """What the form says; None for words of another form, or that are not ours."""
    if not 0 < len(text) <= LONGEST:
        return None
    try:
        of, _, moments = _signer().unsign(text).rpartition(":")
    except BadSignature:
        return None
    begun, _, shown = moments.partition(".")
    if of != key:
        return None
    return Stamp(datetime.fromtimestamp(int(begun), UTC), datetime.fromtimestamp(int(shown), UTC))


def _signer() -> Signer:
    return Signer(salt=SALT)
