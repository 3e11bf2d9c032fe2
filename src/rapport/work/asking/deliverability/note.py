"""One thing that was looked at: whether it is well, what was found, what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

GOOD, WORSE, BAD = "good", "worse", "bad"
Ask = Callable[[str, str], Sequence[str]]
"""A name and a kind of record (TXT, MX) → what stands there; none: nothing. Raises LookupFailedError."""


class LookupFailedError(Exception):
    """The name servers did not answer: nothing is known."""


@dataclass(frozen=True)
class Note:
    """`state`: good, worse (mails may be taken for spam) or bad (they will be refused)."""

    name: str
    state: str
    found: str
    remedy: str = ""
