"""What can be wrong with a file that is imported."""

from __future__ import annotations

from rapport.records.errors import InputError


class SourceError(InputError):
    """The file as a whole cannot be read: not the format it says, cut short, too large, no such column."""


class RowError(InputError):
    """One row cannot be read; readers turn it into a `Rejected` and go on with the next.

    Parameters: `what` is wrong, `where` within the row (a column), `todo` what to do about it.
    """

    def __init__(self, what: str, where: str | None = None, todo: str = "Mend the row.") -> None:
        super().__init__(what, where, todo)
