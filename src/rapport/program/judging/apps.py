"""The Django application of these tables."""

from django.apps import AppConfig


class JudgingConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.judging"
    label = "judging"
