"""The Django application of these pages."""

from django.apps import AppConfig


class JobPagesConfig(AppConfig):
    """Its templates."""

    name = "rapport.web.jobs"
    label = "web_jobs"
