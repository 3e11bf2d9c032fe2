"""The Django application of these pages."""

from django.apps import AppConfig


class CasesPagesConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.cases"
    label = "web_cases"
