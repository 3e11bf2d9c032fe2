"""What can be wrong with checks, mappings and the bar."""

from __future__ import annotations

from rapport.records import InputError


class ReadingError(InputError):
    """A check, a mapping or a bar cannot be stored as asked."""
