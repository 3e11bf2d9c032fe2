"""Writes drafts of surveys: begun, saved as they are typed, undone, thrown away."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.surveys.errors import DraftChangedError, SurveyWorkError
from rapport.program.surveys.models import Survey, SurveyDraft, SurveySnapshot
from rapport.surveys.errors import SurveyError
from rapport.surveys.parse import parse_survey
from rapport.written.tree import MAX_CHARACTERS

KEPT = 100


@transaction.atomic
def survey_create(actor: Actor, survey_id: str, text: str) -> str:
    """A survey with the draft of its first version → its id. Raises SurveyWorkError when there is one of
    that id."""
    actor.require(Permission.SURVEYS_EDIT)
    fits(text)
    try:
        with transaction.atomic():
            Survey.objects.create(id=survey_id, title=_title(text, survey_id), created_by=actor.name)
    except IntegrityError:
        what = f"There is a survey {survey_id} already"
        raise SurveyWorkError(what, "survey", "Choose another id, or write its next version.") from None
    _begin(actor, survey_id, text, None)
    return survey_id


@transaction.atomic
def draft_begin(actor: Actor, survey_id: str, text: str, based_on: int | None = None) -> int:
    """The draft of a survey's next version → its revision.

    Raises SurveyWorkError for a survey that is not there, is archived, or whose next version is being
    written already.
    """
    actor.require(Permission.SURVEYS_EDIT)
    fits(text)
    survey = Survey.objects.select_for_update().filter(pk=survey_id).first()
    if survey is None:
        raise SurveyWorkError(f"There is no survey {survey_id}", None, "Look at the list of surveys.")
    if survey.archived_at is not None:
        raise SurveyWorkError("This survey is in the archive", None, "Take it back from there first.")
    try:
        with transaction.atomic():
            return _begin(actor, survey_id, text, based_on)
    except IntegrityError:
        what = f"The next version of {survey_id} is being written already"
        raise SurveyWorkError(what, None, "Open that draft.") from None


@transaction.atomic
def draft_save(actor: Actor, survey_id: str, revision: int, text: str, words: str = "") -> int:
    """Saves the text → its new revision. With `words` (what was added, moved or removed) it can be undone.

    `revision` is the one that was edited. Raises DraftChangedError when somebody else saved meanwhile.
    """
    actor.require(Permission.SURVEYS_EDIT)
    fits(text)
    draft = find_draft(survey_id, revision)
    if text == draft.text:
        return revision
    if words:
        _remember(actor, draft, words)
    return _write(actor, draft, text)


@transaction.atomic
def draft_undo(actor: Actor, survey_id: str, revision: int) -> tuple[int, str]:
    """Puts back the text from before the last act that is remembered → the revision, and what was undone.

    What was typed since is not lost: it is remembered in its turn, and undoing again brings it back.
    """
    actor.require(Permission.SURVEYS_EDIT)
    draft = find_draft(survey_id, revision)
    last = draft.snapshots.order_by("-id").first()
    if last is None:
        raise SurveyWorkError("There is nothing to undo", None, "Go on writing.")
    before, words = last.text, last.words
    last.delete()
    undone = words.removeprefix("undid: ")
    _remember(actor, draft, undone if words.startswith("undid: ") else f"undid: {words}")
    return _write(actor, draft, before), words


@transaction.atomic
def draft_discard(actor: Actor, survey_id: str, revision: int) -> None:
    """Throws the draft away; a survey that was never published goes with it."""
    actor.require(Permission.SURVEYS_EDIT)
    draft = find_draft(survey_id, revision)
    survey = draft.survey
    draft.delete()
    if not survey.versions.exists():
        survey.delete()
    log_change(actor, "survey.discard", "survey", survey_id, before={"revision": revision})


def find_draft(survey_id: str, revision: int | None = None) -> SurveyDraft:
    """The draft, locked where the database can. Raises SurveyWorkError, or DraftChangedError when its
    revision is another."""
    draft = SurveyDraft.objects.select_for_update().filter(survey_id=survey_id).first()
    if draft is None:
        raise SurveyWorkError("There is no such draft", None, "Look at the list of surveys.")
    if revision is not None and draft.revision != revision:
        raise DraftChangedError(draft.changed_by, draft.revision)
    found: SurveyDraft = draft
    return found


def fits(text: str) -> None:
    """Raises SurveyWorkError for a text that is too long or cannot be stored."""
    if len(text) > MAX_CHARACTERS:
        what = f"The text has {len(text):,} characters"
        raise SurveyWorkError(what, None, f"Stay under {MAX_CHARACTERS:,}.")
    if "\x00" in text:
        what = "The text holds a zero character"
        raise SurveyWorkError(what, None, "Save it as plain UTF-8 text.")


def _begin(actor: Actor, survey_id: str, text: str, based_on: int | None) -> int:
    now = timezone.now()
    SurveyDraft.objects.create(
        survey_id=survey_id, text=text, based_on=based_on, changed_by=actor.name, changed_at=now
    )
    log_change(actor, "survey.draft", "survey", survey_id, after={"based_on": based_on})
    return 1


def _title(text: str, otherwise: str) -> str:
    try:
        return parse_survey(text).title[:300]
    except SurveyError:
        return otherwise[:300]


def _write(actor: Actor, draft: SurveyDraft, text: str) -> int:
    draft.text, draft.revision = text, draft.revision + 1
    draft.changed_by, draft.changed_at = actor.name, timezone.now()
    draft.save(update_fields=["text", "revision", "changed_by", "changed_at"])
    return int(draft.revision)


def _remember(actor: Actor, draft: SurveyDraft, words: str) -> None:
    SurveySnapshot.objects.create(
        draft=draft, text=draft.text, words=words[:300], by=actor.name, at=timezone.now()
    )
    old = draft.snapshots.order_by("-id").values_list("pk", flat=True)[KEPT:]
    SurveySnapshot.objects.filter(pk__in=list(old)).delete()
