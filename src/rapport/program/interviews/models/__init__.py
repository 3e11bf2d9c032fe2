"""The tables of interviews."""

from rapport.program.interviews.models.guides import GuideVersion
from rapport.program.interviews.models.studies import Attempt, Excerpt, Interview, Recruit, Study

__all__ = ["Attempt", "Excerpt", "GuideVersion", "Interview", "Recruit", "Study"]
