"""The Django application of these pages."""

from django.apps import AppConfig


class CriteriaPagesConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.audit.criteria"
    label = "web_criteria"
