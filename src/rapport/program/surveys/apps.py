"""The Django application of these tables."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.surveys"
    label = "surveys"
