"""The Django application of these pages."""

from django.apps import AppConfig


class AskPagesConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.ask"
    label = "web_ask"
