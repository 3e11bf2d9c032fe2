"""The Django application of these pages."""

from django.apps import AppConfig


class ReportsPagesConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.reports"
    label = "web_reports"
