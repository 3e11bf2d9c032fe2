"""Writes drafts of criteria: saved as they are typed, reviewed, published."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.criteria import CriteriaError, parse_criteria
from rapport.program.audits.errors import AuditError, DraftChangedError
from rapport.program.audits.models import CriteriaDraft, CriteriaSnapshot, CriteriaVersion
from rapport.program.hooks.services import announce
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.written.tree import MAX_CHARACTERS

KEPT = 100


@transaction.atomic
def draft_create(actor: Actor, criteria_id: str, version: int, text: str, based_on: str = "") -> str:
    """A draft of the next version of these criteria → its id.

    Raises AuditError when one is being written already.
    """
    actor.require(Permission.CRITERIA_EDIT)
    _short_enough(text)
    now = timezone.now()
    try:
        with transaction.atomic():
            draft = CriteriaDraft.objects.create(
                criteria_id=criteria_id[:200],
                version=str(version),
                text=text,
                based_on=based_on,
                created_by=actor.name,
                changed_by=actor.name,
                changed_at=now,
                writers=[_who(actor)],
            )
    except IntegrityError:
        what = f"The next version of {criteria_id} is being written already"
        raise AuditError(what, criteria_id, "Open that draft, or choose another id.") from None
    after = {"criteria": f"{criteria_id}@{version}", "based_on": based_on}
    log_change(actor, "criteria.draft", "criteria", str(draft.pk), after=after)
    return str(draft.pk)


@transaction.atomic
def draft_save(actor: Actor, draft_id: str, revision: int, text: str, words: str = "") -> int:
    """Saves the text → its new revision. With `words` (what was added, moved or removed) it can be undone.

    `revision` is the one that was edited. Raises DraftChangedError when somebody else saved meanwhile, and
    AuditError when the draft is in review, published or thrown away.
    """
    actor.require(Permission.CRITERIA_EDIT)
    _short_enough(text)
    draft = find_draft(draft_id, revision)
    if draft.state != CriteriaDraft.DRAFT:
        raise AuditError("This draft is not being written", draft.state, "Take it back from review first.")
    if text == draft.text:
        return revision
    if words:
        _remember(actor, draft, words)
    return _write(actor, draft, text)


@transaction.atomic
def draft_undo(actor: Actor, draft_id: str, revision: int) -> tuple[int, str]:
    """Puts back the text from before the last act that is remembered → the revision, and what was undone.

    What was typed since is not lost: it is remembered in its turn, and undoing again brings it back.
    """
    actor.require(Permission.CRITERIA_EDIT)
    draft = find_draft(draft_id, revision)
    last = draft.snapshots.order_by("-id").first()
    if last is None or draft.state != CriteriaDraft.DRAFT:
        raise AuditError("There is nothing to undo", None, "Go on writing.")
    before, words = last.text, last.words
    last.delete()
    undone = words.removeprefix("undid: ")
    _remember(actor, draft, undone if words.startswith("undid: ") else f"undid: {words}")
    return _write(actor, draft, before), words


@transaction.atomic
def draft_discard(actor: Actor, draft_id: str, revision: int) -> None:
    """Throws the draft away. It stays stored, so that an administrator can find its text."""
    actor.require(Permission.CRITERIA_EDIT)
    draft = find_draft(draft_id, revision)
    _open(draft)
    draft.state = CriteriaDraft.DISCARDED
    draft.save(update_fields=["state"])
    before = {"criteria": f"{draft.criteria_id}@{draft.version}"}
    log_change(actor, "criteria.discard", "criteria", draft_id, before=before)


@transaction.atomic
def draft_publish(actor: Actor, draft_id: str, revision: int, *, by_another_person: bool = False) -> str:
    """Makes the draft a version that people score by, and that never changes → `id@version`.

    With `by_another_person` it must have been sent to review, and whoever wrote in it cannot publish it.
    Raises CriteriaError for a text that does not hold, AuditError when that version exists.
    """
    actor.require(Permission.CRITERIA_PUBLISH)
    draft = find_draft(draft_id, revision)
    _open(draft)
    if by_another_person and draft.state != CriteriaDraft.REVIEW:
        raise AuditError("A second person must approve it", draft.state, "Send it to review.")
    if by_another_person and _who(actor) in draft.writers:
        raise AuditError("You wrote in this draft", actor.name, "Somebody else must approve it.")
    criteria = parse_criteria(draft.text, f"{draft.criteria_id}.yaml")
    version = _published(actor, criteria.id, str(criteria.version), draft.text, criteria.sha256)
    draft.state, draft.became = CriteriaDraft.PUBLISHED, version
    draft.criteria_id, draft.version = criteria.id, str(criteria.version)
    draft.save(update_fields=["state", "became", "criteria_id", "version"])
    draft.snapshots.all().delete()
    log_change(actor, "criteria.publish", "criteria", criteria.definition, after={"sha256": criteria.sha256})
    announce("criteria.published", {"definition": criteria.definition})
    return criteria.definition


def _published(actor: Actor, criteria_id: str, version: str, text: str, sha256: str) -> CriteriaVersion:
    facts = {"text": text, "sha256": sha256, "published_at": timezone.now(), "published_by": actor.name}
    made, new = CriteriaVersion.objects.get_or_create(
        criteria_id=criteria_id, version=version, defaults=facts
    )
    if not new:
        todo = "Raise `version` in the draft."
        raise AuditError(f"There is {criteria_id}@{version} already", "version", todo)
    found: CriteriaVersion = made
    return found


def find_draft(draft_id: str, revision: int | None = None) -> CriteriaDraft:
    """The draft, locked where the database can. Raises AuditError, or DraftChangedError when its revision
    is another."""
    try:
        draft: CriteriaDraft = CriteriaDraft.objects.select_for_update().get(pk=draft_id)
    except (CriteriaDraft.DoesNotExist, ValidationError):
        raise AuditError("There is no such draft", None, "Look at the list of criteria.") from None
    if revision is not None and draft.revision != revision:
        raise DraftChangedError(draft.changed_by, draft.revision)
    return draft


def _write(actor: Actor, draft: CriteriaDraft, text: str) -> int:
    draft.text, draft.revision = text, draft.revision + 1
    draft.changed_by, draft.changed_at = actor.name, timezone.now()
    if _who(actor) not in draft.writers:
        draft.writers = [*draft.writers, _who(actor)]
    _rename(draft, text)
    draft.save(
        update_fields=["text", "revision", "changed_by", "changed_at", "writers", "criteria_id", "version"]
    )
    return int(draft.revision)


def _rename(draft: CriteriaDraft, text: str) -> None:
    """The draft is listed under what its text says, unless another open draft is listed so."""
    try:
        criteria = parse_criteria(text)
    except CriteriaError:
        return
    others = CriteriaDraft.objects.filter(criteria_id=criteria.id, state__in=CriteriaDraft.OPEN)
    if not others.exclude(pk=draft.pk).exists():
        draft.criteria_id, draft.version = criteria.id, str(criteria.version)


def _remember(actor: Actor, draft: CriteriaDraft, words: str) -> None:
    CriteriaSnapshot.objects.create(
        draft=draft, text=draft.text, words=words[:300], by=actor.name, at=timezone.now()
    )
    old = draft.snapshots.order_by("-id").values_list("pk", flat=True)[KEPT:]
    CriteriaSnapshot.objects.filter(pk__in=list(old)).delete()


def _open(draft: CriteriaDraft) -> None:
    if draft.state not in CriteriaDraft.OPEN:
        raise AuditError(f"This draft is {draft.state}", None, "Start a new version.")


def _short_enough(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        what = f"The text has {len(text):,} characters"
        raise AuditError(what, None, f"Stay under {MAX_CHARACTERS:,}.")
    if "\x00" in text:
        raise AuditError("The text holds a zero character", None, "Save it as plain UTF-8 text.")


def _who(actor: Actor) -> str:
    return actor.user_id or actor.name
