"""The Django application of these pages."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.audit.scoring"
    label = "web_scoring"
