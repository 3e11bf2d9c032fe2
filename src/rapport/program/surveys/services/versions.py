"""Publishes versions of surveys, closes them and opens them again; puts surveys into the archive."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.program.hooks.services import announce
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.surveys.errors import DraftChangedError, SurveyWorkError
from rapport.program.surveys.models import Submission, Survey, SurveyVersion
from rapport.program.surveys.services.drafts import find_draft
from rapport.surveys.errors import SurveyError
from rapport.surveys.kept import broken
from rapport.surveys.model import Survey as Written
from rapport.surveys.parse import parse_survey
from rapport.written.errors import LineError


@transaction.atomic
def version_publish(actor: Actor, survey_id: str, revision: int) -> str:
    """Makes the draft a version that people answer, and that never changes → `id@number`.

    Raises SurveyError for a text that does not hold or that breaks what earlier answers rest on,
    SurveyWorkError for another id or number than the next.
    """
    actor.require(Permission.SURVEYS_EDIT)
    draft = find_draft(survey_id, revision)
    survey = Survey.objects.select_for_update().get(pk=survey_id)
    earlier = list(survey.versions.order_by("-number"))
    number = earlier[0].number + 1 if earlier else 1
    written = parse_survey(draft.text, f"{survey_id}.yaml")
    if written.id != survey_id:
        todo = f"Write survey: {survey_id}, or import the text as another survey."
        raise SurveyWorkError(f"The text calls itself {written.id}", "survey", todo)
    if written.version != number:
        raise SurveyWorkError(f"The next version is {number}, not {written.version}", "version", "Change it.")
    _keeps(written, earlier)
    made = _stored(actor, survey_id, number, written)
    survey.title = written.title[:300]
    survey.save(update_fields=["title"])
    draft.delete()
    log_change(actor, "survey.publish", "survey", str(made), after={"sha256": written.sha256})
    announce("survey.published", {"survey": survey_id, "version": number})
    return str(made)


def _stored(actor: Actor, survey_id: str, number: int, written: Written) -> SurveyVersion:
    try:
        with transaction.atomic():
            made: SurveyVersion = SurveyVersion.objects.create(
                survey_id=survey_id,
                number=number,
                text=written.text,
                sha256=written.sha256,
                published_at=timezone.now(),
                published_by=actor.name,
            )
    except IntegrityError:
        raise DraftChangedError("Somebody", 0) from None
    return made


def _keeps(written: Written, earlier: list[SurveyVersion]) -> None:
    """Ids that stand for something else than what people have answered are refused."""
    found: dict[int, str] = {}
    for version in earlier:
        wrong = list(broken(parse_survey(version.text), written))
        if wrong and Submission.objects.filter(version_id=version.pk).exists():
            found = dict(wrong) | found
    if found:
        todo = "Give it another id; then its answers are kept apart."
        raise SurveyError(
            [LineError(what, f"{written.id}.yaml", line, todo) for line, what in sorted(found.items())]
        )


@transaction.atomic
def version_close(actor: Actor, survey_id: str, number: int) -> None:
    """Nobody begins to answer this version from now on; forms that were begun are still taken for a day."""
    version = _version(actor, survey_id, number)
    if version.closed_at is None:
        version.closed_at, version.closed_by = timezone.now(), actor.name
        version.save(update_fields=["closed_at", "closed_by"])
        announce("survey.closed", {"survey": survey_id, "version": number})
        log_change(actor, "survey.close", "survey", str(version))


@transaction.atomic
def version_reopen(actor: Actor, survey_id: str, number: int) -> None:
    """A closed version can be answered again."""
    version = _version(actor, survey_id, number)
    if version.survey.archived_at is not None:
        raise SurveyWorkError("This survey is in the archive", None, "Take it back from there first.")
    if version.closed_at is not None:
        version.closed_at, version.closed_by = None, ""
        version.save(update_fields=["closed_at", "closed_by"])
        log_change(actor, "survey.reopen", "survey", str(version))


@transaction.atomic
def survey_archive(actor: Actor, survey_id: str) -> None:
    """Takes a survey out of the lists and closes its versions. Answers stay; it can be taken back."""
    survey = _survey(actor, survey_id)
    if survey.archived_at is None:
        now = timezone.now()
        survey.versions.filter(closed_at=None).update(closed_at=now, closed_by=actor.name)
        survey.archived_at = now
        survey.save(update_fields=["archived_at"])
        log_change(actor, "survey.archive", "survey", survey_id)


@transaction.atomic
def survey_restore(actor: Actor, survey_id: str) -> None:
    """Takes a survey back from the archive; its versions stay closed until they are opened."""
    survey = _survey(actor, survey_id)
    if survey.archived_at is not None:
        survey.archived_at = None
        survey.save(update_fields=["archived_at"])
        log_change(actor, "survey.restore", "survey", survey_id)


def _survey(actor: Actor, survey_id: str) -> Survey:
    actor.require(Permission.SURVEYS_EDIT)
    survey = Survey.objects.select_for_update().filter(pk=survey_id).first()
    if survey is None:
        raise SurveyWorkError(f"There is no survey {survey_id}", None, "Look at the list of surveys.")
    found: Survey = survey
    return found


def _version(actor: Actor, survey_id: str, number: int) -> SurveyVersion:
    actor.require(Permission.SURVEYS_EDIT)
    rows = SurveyVersion.objects.select_for_update().filter(survey_id=survey_id, number=number)
    version = rows.first()
    if version is None:
        what = f"There is no version {survey_id}@{number}"
        raise SurveyWorkError(what, None, "Look at the list of surveys.")
    found: SurveyVersion = version
    return found
