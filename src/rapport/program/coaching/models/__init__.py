"""The tables of the coaching application."""

from rapport.program.coaching.models.own import Praise, SelfReview
from rapport.program.coaching.models.sessions import (
    AgreedAction,
    CoachingSession,
    SessionAnswer,
    SessionEvidence,
)

__all__ = ["AgreedAction", "CoachingSession", "Praise", "SelfReview", "SessionAnswer", "SessionEvidence"]
