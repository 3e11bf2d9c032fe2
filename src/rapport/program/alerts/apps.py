"""The Django application of these tables."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.alerts"
    label = "alerts"
