"""Who was invited to a survey and how far they came: counts, and one row an invitation."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.surveys.models import Invitation
from rapport.program.surveys.plain import InvitedCount, InvitedRow

I = Invitation  # noqa: E741
STARTED = Q(started_at__isnull=False) | Q(completed_at__isnull=False)
NOT_REACHED = Q(state__in=(I.BOUNCED, I.FAILED)) & ~STARTED
"""Whoever began was reached, whatever a server said."""
COUNTS = {
    "planned": Count("pk"),
    "sent": Count("pk", filter=Q(sent_at__isnull=False)),
    "bounced": Count("pk", filter=NOT_REACHED),
    "returned": Count("pk", filter=NOT_REACHED & Q(sent_at__isnull=False)),
    "opened": Count("pk", filter=Q(opened_at__isnull=False)),
    "started": Count("pk", filter=STARTED),
    "completed": Count("pk", filter=Q(completed_at__isnull=False)),
    "refused": Count("pk", filter=Q(state=I.REFUSED, completed_at__isnull=True)),
    "partial": Count(
        "pk",
        filter=Q(started_at__isnull=False, completed_at__isnull=True) & ~Q(state__in=(I.REFUSED, *I.OPEN)),
    ),
    "open": Count("pk", filter=Q(state=I.SENT, completed_at__isnull=True)),
    "unanswered": Count("pk", filter=Q(state=I.EXPIRED, sent_at__isnull=False, started_at__isnull=True)),
}
BY = ("channel", "programme", "arm")


def invited_counts(actor: Actor, survey_id: str) -> list[InvitedCount]:
    """Invitations to a survey by channel, programme and arm. Raises NotAllowedError."""
    rows = _seen(actor, survey_id).values(*BY).annotate(**COUNTS).order_by(*BY)
    return [InvitedCount(**row) for row in rows]


def invited_rows(actor: Actor, survey_id: str, most: int) -> Iterator[InvitedRow]:
    """Who was reached by an invitation, the newest first. Raises NotAllowedError."""
    rows = _seen(actor, survey_id).filter(sent_at__isnull=False).exclude(NOT_REACHED)
    earlier = Invitation.objects.filter(customer_id=OuterRef("customer_id"), sent_at__lt=OuterRef("sent_at"))
    often = earlier.order_by().values("customer_id").annotate(n=Count("pk")).values("n")
    # Those erased share no customer: each would be looked up among all of them.
    count = Case(When(customer_id="", then=0), default=Coalesce(Subquery(often), 0))
    rows = rows.annotate(earlier=count, is_open=Q(state=I.SENT, completed_at=None))
    fields = ("pk", "customer_id", "interaction_id", "channel", "team", "arm", "sent_at", "completed_at",
              "earlier", "is_open")  # fmt: skip
    for row in rows.order_by("-created_at").values_list(*fields)[:most].iterator(chunk_size=5000):
        yield InvitedRow(row[0].hex, *row[1:])


def _seen(actor: Actor, survey_id: str) -> QuerySet[Invitation]:
    actor.require(Permission.SURVEYS_READ)
    rows = Invitation.objects.filter(version__survey_id=survey_id)
    teams = actor.teams(Permission.SURVEYS_READ)
    return rows if teams is None else rows.filter(team__in=sorted(teams))
