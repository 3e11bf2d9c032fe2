"""Formbricks Hub's feedback records."""

from rapport.sources.formbricks.reader import FORMBRICKS

__all__ = ["FORMBRICKS"]
