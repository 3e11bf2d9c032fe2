"""The Django application of these pages."""

from django.apps import AppConfig


class ProgrammesPagesConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.programmes"
    label = "web_programmes"
