"""Exports of SurveyMonkey."""

from rapport.sources.surveymonkey.reader import SURVEYMONKEY

__all__ = ["SURVEYMONKEY"]
