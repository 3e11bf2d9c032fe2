"""The Django application of these pages."""

from django.apps import AppConfig


class SchemaPagesConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.audit.schema"
    label = "web_schema"
