"""The Django application of these tables."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.cases"
    label = "cases"
