"""The Django application of these pages."""

from django.apps import AppConfig


class ShopsConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.audit.shops"
    label = "web_shops"
