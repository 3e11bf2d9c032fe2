"""The Django application of this entry of the navigation."""

from django.apps import AppConfig


class StartConfig(AppConfig):
    """Its templates."""

    name = "rapport.web.start"
    label = "web_start"
