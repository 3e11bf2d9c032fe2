"""What can be wrong with shared views, reports, schedules and mini-ratings."""

from __future__ import annotations

from rapport.records.errors import InputError


class ViewsError(InputError):
    """It cannot be stored, sent or opened as asked."""
