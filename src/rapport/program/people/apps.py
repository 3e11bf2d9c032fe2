"""The Django application of users."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users; roles come with the pages."""

    name = "rapport.program.people"
    label = "people"
