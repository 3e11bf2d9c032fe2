"""Criteria by the name measurements give them, read once."""

from __future__ import annotations

from functools import lru_cache

from rapport.criteria import Criteria, parse_criteria
from rapport.program.people.actor import Actor


def criteria_by(actor: Actor, definition: str) -> Criteria:
    """The stored criteria `id@version`. Raises AuditError when there are none, NotAllowedError."""
    from rapport.program.audits.selectors import criteria_text

    return _parsed(criteria_text(actor, definition), definition)


@lru_cache(maxsize=64)
def _parsed(text: str, definition: str) -> Criteria:
    return parse_criteria(text, source=definition)
