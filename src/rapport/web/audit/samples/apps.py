"""The Django application of these pages."""

from django.apps import AppConfig


class SamplesConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.audit.samples"
    label = "web_samples"
