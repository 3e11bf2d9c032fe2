"""Summaries of plans that are due, each once, however many workers look.

Only the worker calls this, on nobody's behalf: no actor is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import F, Q

from rapport.program.plans.models import Plan, Summary
from rapport.program.plans.periods import ended

ATTEMPTS = 5
AGAIN = timedelta(minutes=10)
LOST = timedelta(minutes=30)
SOON = timedelta(days=10)
"""A summary that nobody could send in so many days is not sent any more: the next one tells more."""


def summaries_note(today: date, now: datetime) -> int:
    """Notes what is due → how many plans were looked at for it."""
    followed = [
        one
        for one in Plan.objects.filter(state=Plan.ACTIVE).exclude(recipients=[])
        if one.begins_on is not None
    ]
    for period, _, until in ended(today):
        if today - until > SOON:
            continue
        Summary.objects.bulk_create(
            [
                Summary(plan=one, period=period, until=until, try_at=now)
                for one in followed
                if one.begins_on < until and one.begins_on <= until - timedelta(days=7)
            ],
            ignore_conflicts=True,
        )
    return len(followed)


def summary_take(now: datetime) -> int | None:
    """One summary to be sent now, taken by this worker alone; None when there is none."""
    lost = Q(state=Summary.SENDING, try_at__lte=now - LOST)
    waiting = Q(state=Summary.WAITING, try_at__lte=now)
    for one in Summary.objects.filter(waiting | lost).order_by("until", "pk")[:20]:
        taken = Summary.objects.filter(pk=one.pk, state=one.state, try_at=one.try_at).update(
            state=Summary.SENDING, try_at=now, attempts=F("attempts") + 1
        )
        if taken:
            return int(one.pk)
    return None


def summary_sent(summary: int, sent_to: Sequence[str], now: datetime) -> None:
    """It is on its way to these addresses; called after each, so that none gets it twice."""
    one = Summary.objects.select_related("plan").get(pk=summary)
    one.sent_to = list(sent_to)
    if set(one.plan.recipients) <= set(sent_to):
        one.state, one.sent_at, one.problem = Summary.SENT, now, ""
    one.save(update_fields=["sent_to", "state", "sent_at", "problem"])


def summary_failed(summary: int, problem: str, now: datetime, *, for_good: bool = False) -> None:
    """It could not be sent; it is tried again a while later, five times at most."""
    one = Summary.objects.get(pk=summary)
    given_up = for_good or one.attempts >= ATTEMPTS
    Summary.objects.filter(pk=summary).update(
        state=Summary.FAILED if given_up else Summary.WAITING,
        problem=problem[:500],
        try_at=now + AGAIN * one.attempts,
    )
