"""Exports of LimeSurvey."""

from rapport.sources.limesurvey.reader import LIMESURVEY

__all__ = ["LIMESURVEY"]
