"""Where to aim, and whether we are getting there."""

from rapport.measures.goals.diminishing_returns import diminishing_returns

__all__ = [
    "diminishing_returns",
]
