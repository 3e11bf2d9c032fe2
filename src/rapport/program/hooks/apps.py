"""The Django application of these tables."""

from django.apps import AppConfig


class HooksConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.hooks"
    label = "hooks"
