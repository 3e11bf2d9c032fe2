"""The Django application of these pages."""

from django.apps import AppConfig


class FeelingsPagesConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.feelings"
    label = "web_feelings"
