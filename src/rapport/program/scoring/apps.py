"""The Django application of these tables."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.scoring"
    label = "scoring"
