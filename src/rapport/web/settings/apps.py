"""The Django application of these pages."""

from django.apps import AppConfig


class SettingsPagesConfig(AppConfig):
    """Its templates and static files."""

    name = "rapport.web.settings"
    label = "web_settings"
