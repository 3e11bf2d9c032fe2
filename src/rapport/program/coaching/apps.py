"""The Django application of these tables."""

from django.apps import AppConfig


class CoachingConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.coaching"
    label = "coaching"
