"""What can be wrong with what people decide."""

from __future__ import annotations

from rapport.records import InputError


class AuditError(InputError):
    """A sample, assignment or evaluation cannot be stored as asked."""


class CriteriaChangedError(AuditError):
    """The text of a criteria version differs from the text somebody already scored by."""


class NotAssignedError(AuditError):
    """The evaluator was not asked to score this interaction of the sample."""


class CriteriaWithdrawnError(AuditError):
    """Nobody scores by this criteria version any more."""


class DraftChangedError(AuditError):
    """Somebody else saved the draft meanwhile; `revision` is where it stands now."""

    def __init__(self, by: str, revision: int) -> None:
        self.by, self.revision = by, revision
        super().__init__(
            f"{by} changed this draft meanwhile", None, "Compare the two and keep what is to stay."
        )
