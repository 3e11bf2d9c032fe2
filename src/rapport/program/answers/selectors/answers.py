"""Reads model answers: everybody what is published, editors also the drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch

from rapport.program.answers.models import AnswerUsed, AnswerVersion, ModelAnswer
from rapport.program.answers.plain import (
    AnswerContent,
    AnswerLine,
    AnswerUse,
    AnswerVersionLine,
    AnswerView,
    ShownAnswer,
)
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

MOST_USES = 50


def answers_list(
    actor: Actor, *, words: str = "", element: str = "", scenario: Mapping[str, str] | None = None
) -> list[AnswerLine]:
    """Answers by title, narrowed by words anywhere in them, an element, values of the scenario.

    Who may not edit sees published ones that are in use. Raises NotAllowedError.
    """
    actor.require(Permission.ANSWERS_READ)
    editor = actor.may(Permission.ANSWERS_EDIT)
    found = []
    for answer in _answers(editor):
        versions = list(answer.versions.all())
        if not versions:
            continue
        newest, published = versions[0], _published(versions)
        content = _content(newest)
        if not _matches(content, words.lower().split(), element, scenario or {}):
            continue
        found.append(
            AnswerLine(
                answer_id=str(answer.pk),
                title=content.title,
                scenario=content.scenario,
                elements=content.elements,
                owner=answer.owner_name,
                number=published.number if published else None,
                draft=newest.state == AnswerVersion.DRAFT,
                withdrawn=answer.withdrawn_at is not None,
                changed_at=newest.changed_at,
                used=answer.used,
            )
        )
    return sorted(found, key=lambda one: (one.withdrawn, one.title.lower(), one.answer_id))


def answer_view(actor: Actor, answer_id: str, number: int | None = None) -> AnswerView | None:
    """One version of an answer: the one asked for, else the draft (for editors), else the newest published.

    None when there is none that this person may see. Raises NotAllowedError.
    """
    actor.require(Permission.ANSWERS_READ)
    editor = actor.may(Permission.ANSWERS_EDIT)
    try:
        answer = _answers(editor).filter(pk=answer_id).first()
    except ValidationError:
        return None
    versions = list(answer.versions.all()) if answer else []
    chosen = next((one for one in versions if number in (None, one.number)), None)
    if answer is None or chosen is None:
        return None
    uses = AnswerUsed.objects.filter(answer=answer).order_by("-at")[:MOST_USES]
    return _view(answer, versions, chosen, tuple(AnswerUse(u.kind, u.object_id, u.by, u.at) for u in uses))


def _view(
    answer: ModelAnswer, versions: list[AnswerVersion], chosen: AnswerVersion, uses: tuple[AnswerUse, ...]
) -> AnswerView:
    published, newest = _published(versions), versions[0]
    return AnswerView(
        answer_id=str(answer.pk),
        number=chosen.number,
        state=chosen.state,
        revision=chosen.revision if chosen.state == AnswerVersion.DRAFT else 0,
        content=_content(chosen),
        owner=answer.owner_name,
        owner_id=str(answer.owner_id) if answer.owner_id else None,
        withdrawn_at=answer.withdrawn_at,
        changed_by=chosen.changed_by,
        changed_at=chosen.changed_at,
        published_at=chosen.published_at,
        published_by=chosen.published_by,
        published_number=published.number if published else None,
        draft_number=newest.number if newest.state == AnswerVersion.DRAFT else None,
        versions=tuple(
            AnswerVersionLine(one.number, one.published_at, one.published_by, one.changed_by, one.changed_at)
            for one in versions
        ),
        uses=uses,
    )


def answers_for(
    actor: Actor, attributes: Mapping[str, str], element: str | None = None
) -> tuple[ShownAnswer, ...]:
    """Published answers that fit an interaction with these attributes, the most specific first; with
    `element` only those that show that element. Raises NotAllowedError."""
    actor.require(Permission.ANSWERS_READ)
    found = []
    for answer in _answers(editor=False):
        version = _published(answer.versions.all())
        if version is None:
            continue
        content = _content(version)
        fits = all(attributes.get(name) in values for name, values in content.scenario.items())
        if fits and (element is None or element in content.elements):
            found.append(ShownAnswer(str(answer.pk), version.number, content, len(content.scenario)))
    return tuple(sorted(found, key=lambda one: (-one.specific, one.content.title.lower(), one.answer_id)))


def answer_scenarios(actor: Actor) -> list[Mapping[str, tuple[str, ...]]]:
    """The scenario of every published answer that is in use. Raises NotAllowedError."""
    actor.require(Permission.ANSWERS_READ)
    published = [_published(answer.versions.all()) for answer in _answers(editor=False)]
    return [_content(one).scenario for one in published if one is not None]


def answers_in_full(actor: Actor) -> list[AnswerView]:
    """The newest version of every answer that this person may see, to export. Raises NotAllowedError."""
    actor.require(Permission.ANSWERS_READ)
    rows = [(one, list(one.versions.all())) for one in _answers(actor.may(Permission.ANSWERS_EDIT))]
    views = [_view(answer, versions, versions[0], ()) for answer, versions in rows if versions]
    return sorted(views, key=lambda one: (one.content.title.lower(), one.answer_id))


def _answers(editor: bool) -> Any:
    versions = AnswerVersion.objects.order_by("-number")
    rows = ModelAnswer.objects.annotate(used=Count("uses"))
    if not editor:
        versions = versions.filter(state=AnswerVersion.PUBLISHED)
        rows = rows.filter(withdrawn_at__isnull=True)
    return rows.prefetch_related(Prefetch("versions", versions))


def _published(versions: Iterable[AnswerVersion]) -> AnswerVersion | None:
    return next((one for one in versions if one.state == AnswerVersion.PUBLISHED), None)


def _content(version: AnswerVersion) -> AnswerContent:
    return AnswerContent(
        title=version.title,
        scenario={name: tuple(values) for name, values in version.scenario.items()},
        elements=tuple(version.elements),
        outline=version.outline,
        email_subject=version.email_subject,
        email_body=version.email_body,
        talking_points=tuple(version.talking_points),
        checklist=tuple(version.checklist),
    )


def _matches(content: AnswerContent, words: list[str], element: str, scenario: Mapping[str, str]) -> bool:
    if element and element not in content.elements:
        return False
    if any(value not in content.scenario.get(name, (value,)) for name, value in scenario.items()):
        return False
    if not words:
        return True
    lines = [content.title, content.outline, content.email_subject, content.email_body]
    lines += [*content.talking_points, *content.checklist, *content.elements]
    lines += [value for values in content.scenario.values() for value in values]
    text = "\n".join(lines).lower()
    return all(word in text for word in words)
