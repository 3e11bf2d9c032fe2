"""The Django application of these tables."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.jobs"
    label = "jobs"
