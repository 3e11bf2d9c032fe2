"""What can be wrong with a rule, or with what is asked of it."""

from __future__ import annotations

from rapport.records.errors import InputError
from rapport.written.errors import ManyError


class AlertError(InputError):
    """A rule, or what it fired for, cannot be treated so."""


class RuleError(ManyError):
    """A rule does not hold together. `problems` has one error for each thing found."""

    has = "The rule has"
