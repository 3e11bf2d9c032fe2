"""What can be wrong with calibration, certification, disputes and targeted reviews."""

from __future__ import annotations

from rapport.records import InputError


class JudgingError(InputError):
    """Something about judging cannot be done as asked."""


class TaskTakenError(JudgingError):
    """The task was done already, or withdrawn, while somebody worked on it."""
