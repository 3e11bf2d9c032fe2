"""Reads drafts of criteria; whoever only works by criteria does not see what is still being written."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Count, Q

from rapport.program.audits.criteria_plain import CommentFacts, DraftLine, DraftView
from rapport.program.audits.models import CriteriaDraft
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission

READERS = (Permission.CRITERIA_EDIT, Permission.CRITERIA_PUBLISH, Permission.EVALUATIONS_SUBMIT)
OPEN_COMMENTS = Count("comments", filter=Q(comments__settled_at__isnull=True))


def may_read_drafts(actor: Actor) -> None:
    """Who writes, publishes or scores. Raises NotAllowedError."""
    if not any(map(actor.may, READERS)):
        raise NotAllowedError(Permission.CRITERIA_EDIT, actor.name)


def drafts_list(actor: Actor) -> list[DraftLine]:
    """Open drafts, the last changed first; none for who may not see them."""
    actor.require(Permission.CRITERIA_READ)
    if not any(map(actor.may, READERS)):
        return []
    rows = CriteriaDraft.objects.filter(state__in=CriteriaDraft.OPEN).annotate(said=OPEN_COMMENTS)
    return [_line(row) for row in rows.defer("text").order_by("-changed_at")]


def open_draft(actor: Actor, criteria_id: str) -> str | None:
    """The draft of these criteria that is being written, if one is."""
    may_read_drafts(actor)
    rows = CriteriaDraft.objects.filter(criteria_id=criteria_id, state__in=CriteriaDraft.OPEN)
    found = rows.values_list("pk", flat=True).first()
    return str(found) if found else None


def draft_view(actor: Actor, draft_id: str) -> DraftView | None:
    """One draft with its comments, None when there is none. Raises NotAllowedError."""
    may_read_drafts(actor)
    rows = CriteriaDraft.objects.annotate(said=OPEN_COMMENTS).select_related("became")
    try:
        row = rows.filter(pk=draft_id).first()
    except ValidationError:
        return None
    if row is None:
        return None
    last = row.snapshots.order_by("-id").values_list("words", flat=True).first()
    return DraftView(
        line=_line(row),
        text=row.text,
        revision=row.revision,
        writers=tuple(row.writers),
        sent_by=row.sent_by,
        sent_at=row.sent_at,
        became=str(row.became) if row.became else None,
        undo=last or "",
        comments=tuple(
            CommentFacts(one.pk, one.about, one.text, one.by, one.at, one.settled_by, one.settled_at)
            for one in row.comments.order_by("at", "pk")
        ),
    )


def _line(row: CriteriaDraft) -> DraftLine:
    return DraftLine(
        draft_id=str(row.pk),
        criteria_id=row.criteria_id,
        version=row.version,
        state=row.state,
        based_on=row.based_on,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        open_comments=row.said,
    )
