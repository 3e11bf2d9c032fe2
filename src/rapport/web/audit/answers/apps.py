"""The Django application of these pages."""

from django.apps import AppConfig


class AnswersPagesConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.audit.answers"
    label = "web_answers"
