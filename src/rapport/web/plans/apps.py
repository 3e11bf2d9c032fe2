"""The Django application of these pages."""

from django.apps import AppConfig


class PlansPagesConfig(AppConfig):
    """Its templates and styles."""

    name = "rapport.web.plans"
    label = "web_plans"
