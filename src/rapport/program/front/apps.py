"""The Django application of these tables."""

from django.apps import AppConfig


class FrontConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.front"
    label = "front"
