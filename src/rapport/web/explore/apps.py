"""The Django application of this entry of the navigation."""

from django.apps import AppConfig


class ExploreConfig(AppConfig):
    """Its templates."""

    name = "rapport.web.explore"
    label = "web_explore"
