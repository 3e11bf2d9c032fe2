"""Ends invitations: where they went is forgotten at once, what is known of the customer as soon as nothing
that was handed in waits for it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from rapport.program.surveys.models import Invitation, Submission

LONGEST_REASON = 300


@transaction.atomic
def invitations_ended(rows: QuerySet[Invitation], state: str, reason: str) -> None:
    """Gives them this state. Facts of those with a form that the warehouse has not yet stay until it has:
    which of its items were asked hangs on them."""
    ids = list(rows.values_list("pk", flat=True))
    ended = {"state": state, "reason": reason[:LONGEST_REASON], "address": ""}
    rows.filter(pk__in=ids).update(**ended)
    needed = set(forms_waiting().filter(pk__in=[one.hex for one in ids]).values_list("pk", flat=True))
    free = [one for one in ids if one.hex not in needed]
    Invitation.objects.filter(pk__in=free, address="").update(facts={})


def forms_waiting() -> QuerySet[Submission]:
    """What was handed in by an invitation and is not in the warehouse yet."""
    return Submission.objects.filter(published_at=None, invitation_id__isnull=False)
