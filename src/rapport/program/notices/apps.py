"""The Django application of these tables."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.notices"
    label = "notices"
