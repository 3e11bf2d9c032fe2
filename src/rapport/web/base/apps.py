"""The Django application that holds the layout."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Templates, static files and tags that all pages share."""

    name = "rapport.web.base"
    label = "web_base"
