"""Takes a customer out of surveys: that somebody was asked and answered stays, who it was and what they
said goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from rapport.program.surveys.models import Invitation, Submission

AT_ONCE = 500


@transaction.atomic
def surveys_erase(customer_id: str, interactions: Iterable[str]) -> Mapping[str, int]:
    """Empties invitations of the customer, or about those interactions, and what they handed in that the
    warehouse has not yet → how many of each. Their addresses take no answer any more."""
    about = sorted(set(interactions))
    own = set(Invitation.objects.filter(customer_id=customer_id).values_list("pk", flat=True))
    for start in range(0, len(about), AT_ONCE):
        rows = Invitation.objects.filter(interaction_id__in=about[start : start + AT_ONCE])
        own |= set(rows.values_list("pk", flat=True))
    submissions = _handed_in(customer_id, frozenset(about), own)
    for one in own:
        _empty(one)
    return {"invitations": len(own), "submissions": submissions}


def _handed_in(customer_id: str, about: Collection[str], own: Collection[UUID]) -> int:
    waiting = Submission.objects.filter(published_at=None)
    told = waiting.exclude(known={}).values_list("pk", "known")
    keys = {
        key
        for key, known in told
        if known.get("customer.id") == customer_id or known.get("interaction.id") in about
    }
    keys |= set(waiting.filter(pk__in=[one.hex for one in own]).values_list("pk", flat=True))
    for key in keys:
        Submission.objects.filter(pk=key).update(
            published_at=timezone.now(), answers={}, known={}, seconds={}
        )
    return len(keys)


def _empty(invitation: UUID) -> None:
    """Nothing of the person stays in it; a submission that is over keeps others out."""
    row = Invitation.objects.select_for_update().get(pk=invitation)
    now = timezone.now()
    Submission.objects.get_or_create(
        pk=invitation.hex,
        defaults={
            "version_id": row.version_id,
            "invitation_id": invitation,
            "channel": row.channel,
            "received_at": now,
            "published_at": now,
        },
    )
    row.key, row.customer_id, row.interaction_id = f"erased:{invitation.hex}", "", ""
    row.address, row.facts, row.reason = "", {}, ""
    if row.state in Invitation.OPEN:
        row.state = Invitation.CANCELLED
    row.save()
