"""What can be wrong with coaching and praise."""

from __future__ import annotations

from rapport.records.errors import InputError


class CoachingError(InputError):
    """A session, action, self-review or praise cannot be stored as asked."""
