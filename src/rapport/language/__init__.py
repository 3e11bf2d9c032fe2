"""Text in, annotations with evidence out. Pure: no disk, no network, no clock."""

from rapport.language.concerns.discover import discover_concerns
from rapport.language.experience.predictor import ExperiencePredictor
from rapport.language.feeling.sentiment.score import sentiment, sentiment_basis

__all__ = ["ExperiencePredictor", "discover_concerns", "sentiment", "sentiment_basis"]
