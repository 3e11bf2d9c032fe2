"""What waits for somebody here, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.utils import timezone

from rapport.program.judging.models import Certificate, Dispute, Task
from rapport.program.judging.selectors.certificates import standard
from rapport.program.judging.selectors.disputes import dispute_rows
from rapport.program.judging.selectors.own import own_evaluator
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

ANSWERED = timedelta(days=7)


@dataclass(frozen=True)
class Waiting:
    """`tasks` to score beside samples, `late` of them overdue; `disputes` to decide, `overdue` of them;
    certificates that end soon, by criteria; own disputes `answered` within the last week."""

    tasks: int = 0
    late: int = 0
    disputes: int = 0
    overdue: int = 0
    ending: tuple[tuple[str, datetime], ...] = ()
    answered: int = 0


def judging_waiting(actor: Actor) -> Waiting:
    """Everything at once, for the first page; nothing of what the person may not do."""
    now = timezone.now()
    tasks = late = disputes = overdue = answered = 0
    ending: tuple[tuple[str, datetime], ...] = ()
    if actor.may(Permission.EVALUATIONS_SUBMIT):
        mine = Task.objects.filter(own_evaluator(actor), state=Task.OPEN)
        due = list(mine.values_list("due_at", flat=True))
        tasks, late = len(due), sum(one is not None and one < now for one in due)
        ending = _ending(actor, now)
    if actor.may(Permission.DISPUTES_DECIDE):
        open_ones = Q(state__in=(Dispute.OPEN, Dispute.REVIEW))
        due = list(dispute_rows(actor).filter(open_ones).values_list("answer_due_at", flat=True))
        disputes, overdue = len(due), sum(one < now for one in due)
    if actor.may(Permission.DISPUTES_RAISE) and actor.user_id is not None:
        own = dispute_rows(actor).filter(raised_by_user=actor.user_id, decided_at__gte=now - ANSWERED)
        answered = own.exclude(state=Dispute.WITHDRAWN).count()
    return Waiting(tasks, late, disputes, overdue, ending, answered)


def _ending(actor: Actor, now: datetime) -> tuple[tuple[str, datetime], ...]:
    """Own certificates that end within the days their standard reminds before."""
    held = Certificate.objects.filter(own_evaluator(actor), revoked_at=None).values("criteria_id")
    last = held.annotate(last=Max("until")).values_list("criteria_id", "last").order_by("criteria_id")
    return tuple(
        (name, until)
        for name, until in last
        if now < until <= now + timedelta(days=standard(name).remind_days)
    )
