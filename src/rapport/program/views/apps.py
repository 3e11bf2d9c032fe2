"""The Django application of these tables."""

from django.apps import AppConfig


class ViewsConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.views"
    label = "views"
