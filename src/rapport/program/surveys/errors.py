"""What can be wrong with surveys and what comes back from them."""

from __future__ import annotations

from rapport.records import InputError


class SurveyWorkError(InputError):
    """A survey, a way in or an invitation cannot be kept as asked."""


class TokenError(InputError):
    """The address somebody came by was not made by this home, or has expired."""


class DraftChangedError(SurveyWorkError):
    """Somebody else saved the draft meanwhile; `revision` is where it stands now."""

    def __init__(self, by: str, revision: int) -> None:
        self.by, self.revision = by, revision
        todo = "Compare the two and keep what is to stay."
        super().__init__(f"{by} changed this draft meanwhile", None, todo)
