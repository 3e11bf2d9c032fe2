"""The Django application of these tables."""

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.reading"
    label = "reading"
