"""The Django application of these pages."""

from django.apps import AppConfig


class JudgingConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.audit.judging"
    label = "web_judging"
