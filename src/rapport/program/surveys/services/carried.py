"""What follows once submissions are in the warehouse: their words go here, their invitations are done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from rapport.program.hooks.services.announce import announce_all
from rapport.program.surveys.models import Invitation, Submission

COMPLETED = "submission.completed"
TIMES = ("key", "invitation_id", "started_at", "received_at", "completed_at")
DONE = ("completed_at", "state", "address", "facts")
AT_ONCE = 1_000


@transaction.atomic
def submissions_carried(keys: Sequence[str], told: Iterable[tuple[Mapping[str, Any], str | None]]) -> None:
    """Empties those the warehouse has, marks their invitations, and tells webhooks of the complete ones."""
    rows = Submission.objects.filter(pk__in=keys, published_at=None)
    invited = list(rows.filter(invitation_id__isnull=False).only(*TIMES))
    _mark(invited)
    over = Invitation.objects.filter(pk__in=[one.invitation_id for one in invited])
    over.exclude(state__in=Invitation.OPEN).update(address="", facts={})
    rows.update(published_at=timezone.now(), answers={}, known={})
    announce_all(COMPLETED, told)


@transaction.atomic
def invitations_started() -> int:
    """Marks invitations whose form was begun, and is not complete → how many."""
    begun = Submission.objects.filter(published_at=None, completed_at=None, invitation_id__isnull=False)
    unknown = Invitation.objects.filter(pk=OuterRef("invitation_id"), started_at=None)
    return _mark(list(begun.filter(Exists(unknown)).order_by("received_at").only(*TIMES)[:AT_ONCE]))


def _mark(rows: Sequence[Submission]) -> int:
    """Started and completed, as the submissions say. Who is through with it is reminded of nothing, and what
    was known for its words goes."""
    wanted = [one.invitation_id for one in rows]
    held = Invitation.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    found, done = {one.pk: one for one in held}, []
    for row in rows:
        invitation = found.get(row.invitation_id)
        if invitation is None:
            continue
        invitation.started_at = invitation.started_at or row.started_at or row.received_at
        if row.completed_at is not None:
            invitation.completed_at, invitation.state = row.completed_at, Invitation.COMPLETED
            invitation.address, invitation.facts = "", {}
            done.append(invitation)
    Invitation.objects.bulk_update(found.values(), ["started_at"], batch_size=200)
    Invitation.objects.bulk_update(done, DONE, batch_size=200)
    return len(found)
