"""Text in, annotations with evidence out. Pure: no disk, no network, no clock."""

from rapport.language.experience.predictor import ExperiencePredictor

__all__ = ["ExperiencePredictor"]
