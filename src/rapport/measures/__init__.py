"""Numbers in, an Estimate out. Pure."""

from rapport.measures.estimate import Estimate

__all__ = ["Estimate"]
