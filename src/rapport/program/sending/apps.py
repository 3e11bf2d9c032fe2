"""The Django application of these tables."""

from django.apps import AppConfig


class SendingConfig(AppConfig):
    """Its tables."""

    name = "rapport.program.sending"
    label = "sending"
