"""The tables of the answers application."""

from rapport.program.answers.models.answers import AnswerUsed, AnswerVersion, ModelAnswer

__all__ = ["AnswerUsed", "AnswerVersion", "ModelAnswer"]
