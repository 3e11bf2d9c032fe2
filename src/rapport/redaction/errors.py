"""What can be wrong with the settings of redaction."""

from rapport.records.errors import InputError


class RedactionError(InputError):
    """A kind or region that redaction does not know."""
