"""What can be wrong with training and round tables."""

from __future__ import annotations

from rapport.records import InputError


class FrontError(InputError):
    """A module or a round table cannot be kept as asked."""
