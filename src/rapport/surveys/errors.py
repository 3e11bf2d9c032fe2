"""What can be wrong with a survey file, or with what was answered to it."""

from __future__ import annotations

from rapport.records.errors import InputError
from rapport.written.errors import ManyError


class SurveyError(ManyError):
    """The survey file does not hold. `problems` has one error for each thing found."""

    has = "The survey file has"


class AnswerError(InputError):
    """An answer does not fit its item."""
