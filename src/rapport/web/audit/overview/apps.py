"""The Django application of these pages."""

from django.apps import AppConfig


class AuditOverviewConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.audit.overview"
    label = "web_audit"
