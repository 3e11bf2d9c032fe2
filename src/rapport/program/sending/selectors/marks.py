"""What the planner goes by: running programmes and the words of surveys. On nobody's behalf."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from rapport.program.cases.models import Case
from rapport.program.people.actor import TERMINAL
from rapport.program.sending.models import NoRecord
from rapport.program.sending.plain import FOLLOW_UP, TOLD, Mark, Plan, ProgrammeFacts
from rapport.program.sending.selectors.programmes import programmes
from rapport.program.sending.services.programmes import newest_version
from rapport.program.surveys.models import Invitation, SurveyVersion


@dataclass(frozen=True)
class ClosedCase:
    """A case that was closed, and how often by now."""

    id: str
    closings: int
    customer_id: str
    interaction_id: str
    team: str
    closed_at: datetime


def running() -> list[ProgrammeFacts]:
    """The programmes that are on."""
    return [one for one in programmes(TERMINAL) if one.running_since is not None]


def asking_any() -> bool:
    """Whether any programme is on: for the worker, whom a look must cost little."""
    from rapport.program.sending.models import Programme

    return bool(Programme.objects.filter(running_since__isnull=False).exists())


def any_open() -> bool:
    """Whether any invitation waits for anything."""
    return bool(Invitation.objects.filter(state__in=Invitation.OPEN).exists())


def survey_text(plan: Plan) -> str | None:
    """The file of the version that a plan asks with now; None when none is open."""
    version = newest_version({"survey": plan.survey, "version": plan.version})
    if version is None:
        return None
    found: str = SurveyVersion.objects.values_list("text", flat=True).get(pk=version)
    return found


def closed_cases(after: Mark, since: datetime, until: datetime, most: int) -> Sequence[ClosedCase]:
    """Cases with a customer that were closed, in the order in which they were."""
    rows = Case.objects.filter(state=Case.CLOSED, closed_at__gte=since, closed_at__lte=until)
    rows = rows.filter(merged_into=None)
    rows = rows.exclude(customer_id=None)
    if after.at is not None:
        rows = rows.filter(Q(closed_at__gt=after.at) | Q(closed_at=after.at, pk__gt=after.key))
    return [
        ClosedCase(
            str(one.pk),
            one.closings,
            one.customer_id or "",
            one.interaction_id or "",
            one.team or "",
            one.closed_at or since,
        )
        for one in rows.order_by("closed_at", "pk")[:most]
    ]


def without_record(programme: str, now: datetime, most: int = 5_000) -> list[str]:
    """Contacts or events of this programme whose customers had no record when they were looked at."""
    rows = NoRecord.objects.filter(programme=programme, expires_at__gt=now).order_by("expires_at")
    return list(rows.values_list("about", flat=True)[:most])


def answer_rate(programme: str) -> tuple[int, int]:
    """Invitations of a programme that were sent and have ended, and how many of them were answered; of all
    programmes where this one has hardly any."""
    ended = Invitation.objects.filter(sent_at__isnull=False).exclude(state__in=Invitation.OPEN)
    for rows in (ended.filter(programme=programme), ended):
        found = rows.aggregate(sent=Count("id"), answered=Count("completed_at"))
        if found["sent"] >= 100:
            break
    return found["sent"], found["answered"]


@dataclass(frozen=True)
class FollowUp:
    """An answered question about a case, of which the case does not know yet."""

    id: uuid.UUID
    case: str
    submission: str
    completed_at: datetime


def follow_ups_untold(most: int = 500) -> list[FollowUp]:
    """The oldest first; their answers may not be in the warehouse yet."""
    rows = Invitation.objects.filter(key__startswith=f"{FOLLOW_UP}:", completed_at__isnull=False)
    rows = rows.exclude(reason=TOLD).order_by("completed_at")[:most]
    return [
        FollowUp(one.pk, one.key.split(":")[2], one.pk.hex, one.completed_at)
        for one in rows
        if one.completed_at is not None and one.key.count(":") >= 3
    ]


def any_follow_up() -> bool:
    """Whether any waits to be told."""
    return bool(follow_ups_untold(1))


def invited_by_agent(since: datetime, until: datetime) -> dict[str, int]:
    """How many customers of each agent were invited in this time."""
    rows = Invitation.objects.filter(sent_at__gte=since, sent_at__lt=until).exclude(agent_id="")
    return dict(rows.values_list("agent_id").annotate(Count("id")))
