"""What can be wrong with a home folder."""

from rapport.records.errors import InputError


class HomeError(InputError):
    """The folder is not a home, is too old, too new, or its settings do not hold."""
