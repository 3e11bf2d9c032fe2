"""The Django application of these pages."""

from django.apps import AppConfig


class AlertsPagesConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.alerts"
    label = "web_alerts"
