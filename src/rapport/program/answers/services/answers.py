"""Writes model answers: drafts that are saved, versions that are published and then stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.program.answers.errors import AnswerChangedError, AnswerError
from rapport.program.answers.models import AnswerUsed, AnswerVersion, ModelAnswer
from rapport.program.answers.plain import AnswerContent
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change

LONGEST, MOST = 20_000, 100
SHORT = {"title": 200, "email_subject": 300}


@transaction.atomic
def answer_create(actor: Actor, content: AnswerContent) -> str:
    """A new answer with a draft of its first version → its id. Raises NotAllowedError, AnswerError."""
    actor.require(Permission.ANSWERS_EDIT)
    checked = _checked(content)
    answer = ModelAnswer.objects.create(owner_id=actor.user_id, owner_name=actor.name)
    _new_draft(actor, answer, 1, checked)
    log_change(actor, "answer.create", "answer", str(answer.pk), after={"title": content.title})
    return str(answer.pk)


@transaction.atomic
def answer_save(actor: Actor, answer_id: str, revision: int, content: AnswerContent) -> int:
    """Saves the draft → its new revision. The first save after publishing begins the next version.

    `revision` is the one that was edited (0 where there was no draft yet). Raises AnswerChangedError when
    somebody else saved meanwhile.
    """
    actor.require(Permission.ANSWERS_EDIT)
    checked = _checked(content)
    answer = _found(answer_id)
    draft = answer.versions.filter(state=AnswerVersion.DRAFT).first()
    if draft is None:
        newest = answer.versions.order_by("-number").first()
        number = newest.number + 1 if newest else 1
        try:
            with transaction.atomic():
                made = _new_draft(actor, answer, number, checked)
        except IntegrityError:
            draft = answer.versions.get(state=AnswerVersion.DRAFT)
            raise AnswerChangedError(draft.changed_by, draft.revision) from None
        log_change(actor, "answer.draft", "answer", answer_id, after={"version": number})
        return int(made.revision)
    if draft.revision != revision:
        raise AnswerChangedError(draft.changed_by, draft.revision)
    kept = _written(actor, checked)
    if all(getattr(draft, name) == one for name, one in kept.items() if not name.startswith("changed_")):
        return revision
    changed = AnswerVersion.objects.filter(pk=draft.pk, revision=revision, state=AnswerVersion.DRAFT)
    if not changed.update(revision=revision + 1, **kept):
        now = AnswerVersion.objects.get(pk=draft.pk)
        raise AnswerChangedError(now.changed_by, now.revision)
    return revision + 1


@transaction.atomic
def answer_publish(actor: Actor, answer_id: str, revision: int) -> int:
    """Publishes the draft → its version number. From then on it never changes.

    Raises AnswerError for a draft that says nothing or uses variables that nothing fills.
    """
    actor.require(Permission.ANSWERS_EDIT)
    answer = _found(answer_id)
    draft = answer.versions.filter(state=AnswerVersion.DRAFT).first()
    if draft is None:
        raise AnswerError("There is no draft to publish", None, "Change the answer first.")
    if draft.revision != revision:
        raise AnswerChangedError(draft.changed_by, draft.revision)
    _fit_to_publish(draft)
    draft.state, draft.published_by, draft.published_at = (
        AnswerVersion.PUBLISHED,
        actor.name,
        timezone.now(),
    )
    draft.save(update_fields=["state", "published_by", "published_at"])
    log_change(actor, "answer.publish", "answer", answer_id, after={"version": draft.number})
    return int(draft.number)


@transaction.atomic
def answer_discard(actor: Actor, answer_id: str, revision: int) -> bool:
    """Throws the draft away; an answer that was never published goes with it → whether it is still there."""
    actor.require(Permission.ANSWERS_EDIT)
    answer = _found(answer_id)
    draft = answer.versions.filter(state=AnswerVersion.DRAFT).first()
    if draft is None or draft.revision != revision:
        raise AnswerChangedError(draft.changed_by if draft else "Somebody", draft.revision if draft else 0)
    draft.delete()
    stays = answer.versions.exists()
    if not stays:
        answer.delete()
    log_change(actor, "answer.discard", "answer", answer_id, before={"version": draft.number})
    return bool(stays)


@transaction.atomic
def answer_withdraw(actor: Actor, answer_id: str, withdrawn: bool = True) -> None:
    """Takes an answer out of use (it is no longer shown to anybody who serves), or brings it back."""
    actor.require(Permission.ANSWERS_EDIT)
    answer = _found(answer_id)
    if (answer.withdrawn_at is not None) == withdrawn:
        return
    answer.withdrawn_at = timezone.now() if withdrawn else None
    answer.save(update_fields=["withdrawn_at"])
    log_change(actor, "answer.withdraw" if withdrawn else "answer.restore", "answer", answer_id)


@transaction.atomic
def answer_take_over(actor: Actor, answer_id: str) -> None:
    """Makes whoever acts the answer's owner."""
    actor.require(Permission.ANSWERS_EDIT)
    answer = _found(answer_id)
    before = answer.owner_name
    answer.owner_id, answer.owner_name = actor.user_id, actor.name
    answer.save(update_fields=["owner_id", "owner_name"])
    log_change(
        actor, "answer.owner", "answer", answer_id, before={"owner": before}, after={"owner": actor.name}
    )


@transaction.atomic
def answer_used(actor: Actor, answer_id: str, kind: str, object_id: str) -> None:
    """Remembers that an answer was used, e.g. kind "coaching" and the session's id; again changes nothing."""
    actor.require(Permission.ANSWERS_READ)
    answer = _found(answer_id)
    facts = {"by": actor.name, "at": timezone.now()}
    _, new = AnswerUsed.objects.get_or_create(answer=answer, kind=kind, object_id=object_id, defaults=facts)
    if new:
        log_change(actor, "answer.use", "answer", answer_id, after={"kind": kind, "id": object_id})


def _found(answer_id: str) -> ModelAnswer:
    try:
        answer: ModelAnswer = ModelAnswer.objects.select_for_update().get(pk=answer_id)
    except (ModelAnswer.DoesNotExist, ValidationError):
        raise AnswerError("There is no such model answer", None, "Look at the list.") from None
    return answer


def _new_draft(actor: Actor, answer: ModelAnswer, number: int, content: AnswerContent) -> AnswerVersion:
    facts = _written(actor, content)
    version: AnswerVersion = AnswerVersion.objects.create(answer=answer, number=number, **facts)
    return version


def _written(actor: Actor, content: AnswerContent) -> Mapping[str, Any]:
    return {
        "title": content.title,
        "scenario": {name: list(values) for name, values in content.scenario.items()},
        "elements": list(content.elements),
        "outline": content.outline,
        "email_subject": content.email_subject,
        "email_body": content.email_body,
        "talking_points": list(content.talking_points),
        "checklist": list(content.checklist),
        "changed_by": actor.name,
        "changed_at": timezone.now(),
    }


def _checked(content: AnswerContent) -> AnswerContent:
    if not content.title.strip():
        raise AnswerError("The answer has no title", "title", "Say in a few words what it is for.")
    for name, limit in SHORT.items():
        if len(getattr(content, name)) > limit:
            raise AnswerError(f"{name} is longer than {limit} characters", name, "Shorten it.")
    texts = [content.outline, content.email_body, *content.talking_points, *content.checklist]
    if any(len(one) > LONGEST for one in texts):
        raise AnswerError(f"A text is longer than {LONGEST:,} characters", None, "Shorten it.")
    if max(len(content.talking_points), len(content.checklist), len(content.elements)) > MOST:
        raise AnswerError(f"A list has more than {MOST} lines", None, "Keep the most important ones.")
    return content


def _fit_to_publish(draft: AnswerVersion) -> None:
    content = AnswerContent(draft.title, email_subject=draft.email_subject, email_body=draft.email_body)
    if unknown := content.unknown_variables:
        what = f"Nothing fills {', '.join(unknown)}"
        raise AnswerError(what, "email_body", "Use the variables listed beside the e-mail.")
    if not (draft.outline or draft.email_body or draft.talking_points or draft.checklist):
        todo = "Write an outline, an e-mail, talking points or a checklist."
        raise AnswerError("The answer says nothing yet", None, todo)
