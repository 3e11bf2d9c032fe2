"""The Django application of these pages."""

from django.apps import AppConfig


class ActConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.act"
    label = "web_act"
