"""The Django application of these tables."""

from django.apps import AppConfig


class CrmConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.crm"
    label = "crm"
