"""The Django application of these pages."""

from django.apps import AppConfig


class ReviewPagesConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.review"
    label = "web_review"
