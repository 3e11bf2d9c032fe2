"""What can stand between somebody and their score; nothing that was typed is lost by any of it."""

from __future__ import annotations

from rapport.program.scoring.plain import Draft
from rapport.records import InputError


class ScoringError(InputError):
    """Notes, times or recordings that cannot be stored as asked."""


class WorkGoneError(InputError):
    """The work is not this person's to do any more; `because` names the reason in one word.

    `done` (scored already), `reassigned`, `removed`, `erased`, `withdrawn` (the criteria) or `unknown`.
    """

    def __init__(self, because: str, what: str, todo: str) -> None:
        self.because = because
        super().__init__(what, None, todo)


class DraftConflictError(InputError):
    """Another window saved since; `stored` is what stands there now."""

    def __init__(self, stored: Draft) -> None:
        self.stored = stored
        super().__init__(
            "This interaction was changed in another window",
            None,
            "Look at both and choose which to keep; neither is lost.",
        )


class UndecidedError(InputError):
    """Elements that apply are not decided yet; `elements` names them in order."""

    def __init__(self, elements: tuple[str, ...]) -> None:
        self.elements = elements
        count = len(elements)
        super().__init__(
            f"{count} element{'s are' if count > 1 else ' is'} not decided yet",
            None,
            "Mark what you saw, or confirm that there was nothing to mark.",
        )


class RecordingError(InputError):
    """A recording that cannot be taken or found."""
