"""What can be wrong with model answers."""

from __future__ import annotations

from rapport.records import InputError


class AnswerError(InputError):
    """A model answer cannot be stored as asked."""


class AnswerChangedError(AnswerError):
    """Somebody else saved the draft meanwhile; `revision` is where it stands now."""

    def __init__(self, by: str, revision: int) -> None:
        self.by, self.revision = by, revision
        super().__init__(
            f"{by} changed this draft meanwhile", None, "Compare the two and keep what is to stay."
        )
