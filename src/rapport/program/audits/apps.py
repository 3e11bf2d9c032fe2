"""The Django application of audits."""

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """Criteria versions, samples, evaluations and the outbox that publishes them."""

    name = "rapport.program.audits"
    label = "audits"
