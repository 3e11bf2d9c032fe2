"""What can be wrong with a programme, its rules, or a list of people to ask."""

from __future__ import annotations

from rapport.records import InputError


class ProgrammeError(InputError):
    """A programme, a rule or a list cannot be kept as given."""
