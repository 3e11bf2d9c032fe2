"""The Django application of these tables."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.answers"
    label = "answers"
