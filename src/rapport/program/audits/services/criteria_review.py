"""What happens around a draft: sent to review and back, comments, versions withdrawn."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from rapport.criteria import parse_criteria
from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import CriteriaComment, CriteriaDraft, CriteriaVersion
from rapport.program.audits.selectors.criteria_drafts import may_read_drafts
from rapport.program.audits.services.criteria_drafts import find_draft
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change


@transaction.atomic
def draft_send(actor: Actor, draft_id: str, revision: int) -> None:
    """Sends a draft to review; its text stays as it is until it is taken back.

    Raises CriteriaError for a text that does not hold.
    """
    actor.require(Permission.CRITERIA_EDIT)
    draft = find_draft(draft_id, revision)
    if draft.state != CriteriaDraft.DRAFT:
        raise AuditError(f"This draft is {draft.state}", None, "Load the page again.")
    parse_criteria(draft.text, f"{draft.criteria_id}.yaml")
    draft.state, draft.sent_by, draft.sent_at = CriteriaDraft.REVIEW, actor.name, timezone.now()
    draft.save(update_fields=["state", "sent_by", "sent_at"])
    log_change(actor, "criteria.review", "criteria", draft_id, after={"revision": revision})


@transaction.atomic
def draft_take_back(actor: Actor, draft_id: str) -> None:
    """Takes a draft back from review, to be changed."""
    actor.require(Permission.CRITERIA_EDIT)
    draft = find_draft(draft_id)
    if draft.state != CriteriaDraft.REVIEW:
        raise AuditError(f"This draft is {draft.state}", None, "Load the page again.")
    draft.state = CriteriaDraft.DRAFT
    draft.save(update_fields=["state"])
    log_change(actor, "criteria.take_back", "criteria", draft_id)


@transaction.atomic
def draft_comment(actor: Actor, draft_id: str, text: str, about: str = "") -> int:
    """Says something about a draft → the comment's number."""
    may_read_drafts(actor)
    if not text.strip() or len(text) > 5000:
        raise AuditError("A comment has 1 to 5,000 characters", "comment", "Write it again.")
    draft = find_draft(draft_id)
    made = CriteriaComment.objects.create(
        draft=draft, about=about[:300], text=text.strip(), by=actor.name, at=timezone.now()
    )
    log_change(actor, "criteria.comment", "criteria", draft_id, after={"comment": made.pk})
    return int(made.pk)


@transaction.atomic
def comment_settle(actor: Actor, comment_id: int, settled: bool = True) -> str:
    """Marks a comment as settled, or opens it again → the draft it is about."""
    actor.require(Permission.CRITERIA_EDIT)
    comment = CriteriaComment.objects.select_for_update().filter(pk=comment_id).first()
    if comment is None:
        raise AuditError("There is no such comment", None, "Load the page again.")
    comment.settled_by = actor.name if settled else ""
    comment.settled_at = timezone.now() if settled else None
    comment.save(update_fields=["settled_by", "settled_at"])
    draft = str(comment.draft_id)
    log_change(actor, "criteria.settle", "criteria", draft, after={"comment": comment_id, "settled": settled})
    return draft


@transaction.atomic
def version_withdraw(actor: Actor, definition: str, because: str) -> None:
    """Nobody scores by this version from now on; its evaluations stay. Raises AuditError without a reason."""
    actor.require(Permission.CRITERIA_PUBLISH)
    if not because.strip():
        raise AuditError("A reason is missing", "because", "Say why; who scores by it is told.")
    version = _version(definition)
    if version.withdrawn_at is not None:
        return
    version.withdrawn_at, version.withdrawn_by = timezone.now(), actor.name
    version.withdrawn_because = because.strip()[:500]
    version.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    log_change(actor, "criteria.withdraw", "criteria", definition, after={"because": because.strip()[:500]})


@transaction.atomic
def version_restore(actor: Actor, definition: str) -> None:
    """A withdrawn version can be scored by again."""
    actor.require(Permission.CRITERIA_PUBLISH)
    version = _version(definition)
    if version.withdrawn_at is None:
        return
    version.withdrawn_at, version.withdrawn_by, version.withdrawn_because = None, "", ""
    version.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    log_change(actor, "criteria.restore", "criteria", definition)


def _version(definition: str) -> CriteriaVersion:
    criteria_id, _, number = definition.rpartition("@")
    rows = CriteriaVersion.objects.select_for_update().filter(criteria_id=criteria_id, version=number)
    version = rows.first()
    if version is None:
        raise AuditError(f"There are no criteria {definition}", None, "Look at the list of criteria.")
    found: CriteriaVersion = version
    return found
