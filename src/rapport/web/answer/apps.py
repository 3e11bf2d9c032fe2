"""The Django application of these pages."""

from django.apps import AppConfig


class AnswerPagesConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.answer"
    label = "web_answer"
