"""The Django application of these pages."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.api"
    label = "web_api"
