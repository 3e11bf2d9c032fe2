"""The Django application of these tables."""

from django.apps import AppConfig


class SchemasConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.schemas"
    label = "schemas"
