"""The Django application of these pages."""

from django.apps import AppConfig


class UnderstandPagesConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.understand"
    label = "web_understand"
