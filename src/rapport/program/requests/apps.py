"""The Django application of these tables."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.requests"
    label = "requests"
