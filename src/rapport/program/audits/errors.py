"""What can be wrong with what people decide."""

from __future__ import annotations

from rapport.records import InputError


class AuditError(InputError):
    """A sample, assignment or evaluation cannot be stored as asked."""


class CriteriaChangedError(AuditError):
    """The text of a criteria version differs from the text somebody already scored by."""


class NotAssignedError(AuditError):
    """The evaluator was not asked to score this interaction of the sample."""
