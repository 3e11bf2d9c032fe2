"""What those who work on plans are to be told; for the worker, on nobody's behalf."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from rapport.program.plans.models import CheckIn, Plan, Step

SOON = timedelta(days=2)
LATE_IN_THE_WEEK = 3
"""Thursday: a week without a check-in is told while there is still time."""


def steps_to_tell(today: date) -> Iterator[tuple[int, str, str, str]]:
    """(step, its text, plan, account): steps due by the day after tomorrow, for who owns their initiative,
    else the plan."""
    due = Step.objects.filter(
        done_at=None,
        due_on__lte=today + SOON,
        initiative__dropped_at=None,
        initiative__plan__state=Plan.ACTIVE,
    )
    for step in due.select_related("initiative__plan").order_by("due_on", "pk")[:5000]:
        owner = step.initiative.owner_id or step.initiative.plan.owner_id
        if owner is not None:
            yield step.pk, step.text, str(step.initiative.plan_id), str(owner)


def steps_due(user: str) -> Iterator[tuple[int, date, str]]:
    """(step, its day, plan): the open steps of whom they are for, the next first."""
    theirs = Q(initiative__owner=user) | Q(initiative__owner=None, initiative__plan__owner=user)
    rows = Step.objects.filter(
        theirs, done_at=None, initiative__dropped_at=None, initiative__plan__state=Plan.ACTIVE
    )
    found = rows.order_by("due_on", "pk").values_list("pk", "due_on", "initiative__plan")[:500]
    for step, day, plan in found:
        yield step, day, str(plan)


def silent_plans(today: date) -> Iterator[tuple[str, str, str]]:
    """(plan, its title, account of its owner): nobody checked in this week, and it is Thursday or later."""
    if today.weekday() < LATE_IN_THE_WEEK:
        return
    monday = today - timedelta(days=today.weekday())
    heard = CheckIn.objects.filter(week=monday).values("plan")
    begun = Plan.objects.filter(state=Plan.ACTIVE, begins_on__lte=monday).exclude(owner=None)
    for plan, title, owner in begun.exclude(pk__in=heard).values_list("pk", "title", "owner_id"):
        yield str(plan), str(title), str(owner)
