"""Reads surveys: the list, drafts, versions, themes."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.surveys.models import Survey, SurveyDraft, SurveyVersion, Theme
from rapport.program.surveys.plain import DraftView, SurveyLine, ThemeFacts, VersionLine, VersionView


def surveys_list(actor: Actor, *, archived: bool = False) -> list[SurveyLine]:
    """Every survey by title; those in the archive, or those that are not."""
    actor.require(Permission.SURVEYS_READ)
    rows = _rows().filter(archived_at__isnull=not archived)
    return [_line(row) for row in rows.order_by("title", "pk")]


def survey_line(actor: Actor, survey_id: str) -> SurveyLine | None:
    """One survey, None when there is none."""
    actor.require(Permission.SURVEYS_READ)
    row = _rows().filter(pk=survey_id).first()
    return None if row is None else _line(row)


def draft_view(actor: Actor, survey_id: str) -> DraftView | None:
    """The next version of a survey, None where none is being written."""
    actor.require(Permission.SURVEYS_READ)
    row = SurveyDraft.objects.filter(survey_id=survey_id).first()
    line = survey_line(actor, survey_id)
    if row is None or line is None:
        return None
    last = row.snapshots.order_by("-id").values_list("words", flat=True).first()
    return DraftView(line, row.text, row.revision, row.based_on, row.changed_by, row.changed_at, last or "")


def version_view(actor: Actor, survey_id: str, number: int) -> VersionView | None:
    """One version with its text, None when there is none."""
    line = survey_line(actor, survey_id)
    row = SurveyVersion.objects.filter(survey_id=survey_id, number=number).first()
    if row is None or line is None:
        return None
    return VersionView(line, _version(row), row.text)


def newest_open(actor: Actor, survey_id: str) -> VersionView | None:
    """The newest version that can be answered, None where none can."""
    line = survey_line(actor, survey_id)
    rows = SurveyVersion.objects.filter(survey_id=survey_id, closed_at=None)
    row = rows.order_by("-number").first()
    if row is None or line is None:
        return None
    return VersionView(line, _version(row), row.text)


def themes_list(actor: Actor) -> list[ThemeFacts]:
    """Every theme by name, with the surveys that have it."""
    actor.require(Permission.SURVEYS_READ)
    return [
        ThemeFacts(
            row.name,
            dict(row.colours),
            row.sender,
            row.changed_by,
            row.changed_at,
            tuple(sorted(one.pk for one in row.survey_set.all())),
        )
        for row in Theme.objects.order_by("name").prefetch_related("survey_set")
    ]


def _rows() -> QuerySet[Survey]:
    versions = SurveyVersion.objects.defer("text").order_by("-number")
    drafts = SurveyDraft.objects.defer("text")
    return Survey.objects.select_related("theme").prefetch_related(
        Prefetch("versions", versions), Prefetch("draft", drafts)
    )


def _line(row: Survey) -> SurveyLine:
    draft = getattr(row, "draft", None)
    return SurveyLine(
        survey_id=row.pk,
        title=row.title,
        created_by=row.created_by,
        created_at=row.created_at,
        archived_at=row.archived_at,
        theme=row.theme.name if row.theme else "",
        versions=tuple(_version(one) for one in row.versions.all()),
        draft_at=draft.changed_at if draft else None,
        draft_by=draft.changed_by if draft else "",
    )


def _version(row: SurveyVersion) -> VersionLine:
    return VersionLine(
        row.survey_id, row.number, row.published_at, row.published_by, row.closed_at, row.closed_by
    )
