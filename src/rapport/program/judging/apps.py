"""The Django application of these tables."""

from django.apps import AppConfig


class JudgingConfig(AppConfig):
    """Its tables. It hides evaluations from who must stay blind for a task."""

    name = "rapport.program.judging"
    label = "judging"

    def ready(self) -> None:
        """Tells the room that decides who may read evaluations."""
        from rapport.program.audits.selectors.sight import HIDDEN
        from rapport.program.judging.selectors.blind import hidden_from

        HIDDEN.append(hidden_from)
