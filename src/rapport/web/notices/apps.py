"""The Django application of these pages."""

from django.apps import AppConfig


class NoticesPagesConfig(AppConfig):
    """Its templates."""

    name = "rapport.web.notices"
    label = "web_notices"
