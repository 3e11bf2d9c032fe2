"""What can be wrong with cases."""

from __future__ import annotations

from rapport.records.errors import InputError


class CaseError(InputError):
    """A case, a rule, a cause or a suggestion cannot be stored as asked."""


class ChangedError(CaseError):
    """Somebody else changed the case in the meantime; nothing was stored."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this case while you looked at it",
            None,
            "What you typed is still here. Look at what changed, then send it again.",
        )
