"""What can be wrong with notices."""

from __future__ import annotations

from rapport.records import InputError


class NoticeError(InputError):
    """How somebody wants to be told cannot be kept as asked."""
