"""The tables of surveys."""

from rapport.program.surveys.models.doors import Door
from rapport.program.surveys.models.invitations import Invitation
from rapport.program.surveys.models.submissions import Submission
from rapport.program.surveys.models.surveys import Survey, SurveyDraft, SurveySnapshot, SurveyVersion, Theme

__all__ = [
    "Door",
    "Invitation",
    "Submission",
    "Survey",
    "SurveyDraft",
    "SurveySnapshot",
    "SurveyVersion",
    "Theme",
]
