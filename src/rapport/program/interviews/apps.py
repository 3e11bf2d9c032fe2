"""The Django application of these tables."""

from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.interviews"
    label = "interviews"
