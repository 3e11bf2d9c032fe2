"""What can be wrong with a criteria file, or with an evaluation made by it."""

from __future__ import annotations

from rapport.written.errors import LineError, ManyError

__all__ = ["CriteriaError", "DecisionError", "LineError"]


class CriteriaError(ManyError):
    """The criteria file does not hold."""

    has = "The criteria file has"


class DecisionError(ManyError):
    """An evaluation does not fit its criteria."""

    has = "The evaluation has"
