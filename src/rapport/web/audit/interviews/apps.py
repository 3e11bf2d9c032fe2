"""The Django application of these pages."""

from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.audit.interviews"
    label = "web_interviews"
