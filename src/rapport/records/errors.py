"""Errors of one shape: what is wrong, where, what to do."""

from __future__ import annotations


class InputError(ValueError):
    """Something a person gave us cannot be used.

    Parameters: `what` is wrong (a sentence), `where` (file, row, column, line; None when it is the
    whole call), `todo` what to do about it. The message joins them; the parts stay readable apart.
    """

    def __init__(self, what: str, where: str | None = None, todo: str | None = None) -> None:
        self.what, self.where, self.todo = what, where, todo
        super().__init__(" — ".join(part for part in (what, where, todo) if part))


class UnsupportedError(InputError):
    """Well formed, but something Rapport does not do (as opposed to malformed)."""
