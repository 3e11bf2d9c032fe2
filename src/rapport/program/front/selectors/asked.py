"""The texts of surveys, which are no secret to those who serve the customers asked."""

from __future__ import annotations

from rapport.program.front.selectors.training import require_front
from rapport.program.people.actor import Actor
from rapport.program.surveys.models import Survey, SurveyVersion


def survey_text(actor: Actor, survey: str) -> str | None:
    """The newest published version's. Raises NotAllowedError."""
    require_front(actor)
    newest = SurveyVersion.objects.filter(survey_id=survey).order_by("-number").first()
    return None if newest is None else str(newest.text)


def surveys_published(actor: Actor) -> tuple[tuple[str, str], ...]:
    """(id, title). Raises NotAllowedError."""
    require_front(actor)
    rows = Survey.objects.filter(versions__isnull=False, archived_at=None).distinct().order_by("title")
    return tuple((str(one.pk), str(one.title)) for one in rows)
