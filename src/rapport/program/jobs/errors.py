"""What can be wrong with long work."""

from __future__ import annotations

from rapport.records.errors import InputError


class JobError(InputError):
    """There is no such job, or it cannot be done as asked."""


class JobCancelledError(Exception):
    """Somebody asked to stop; raised inside the work at its next sign of progress."""
