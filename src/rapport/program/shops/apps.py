"""The Django application of these tables."""

from django.apps import AppConfig


class ShopsConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.shops"
    label = "shops"
