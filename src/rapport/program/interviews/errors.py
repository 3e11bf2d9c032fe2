"""What can be wrong with interviews."""

from __future__ import annotations

from rapport.records import InputError


class InterviewError(InputError):
    """A guide, study, recruit or interview cannot be stored as asked."""
