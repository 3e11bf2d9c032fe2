"""The Django application of these pages."""

from django.apps import AppConfig


class FrontPagesConfig(AppConfig):
    """Its templates."""

    name = "rapport.web.front"
    label = "web_front"
