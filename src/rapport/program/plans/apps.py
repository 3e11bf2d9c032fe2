"""The Django application of these tables."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.plans"
    label = "plans"
