"""Everything that reads; what it returns is frozen plain data."""

from rapport.program.coaching.selectors.coaching import (
    praises,
    self_review,
    self_reviews,
    session,
    sessions,
)

__all__ = ["praises", "self_review", "self_reviews", "session", "sessions"]
