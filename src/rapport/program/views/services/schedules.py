"""Plans reports that are made and mailed again and again, and keeps what became of each."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.views.calendar import MONTHLY, WEEKLY, next_due
from rapport.program.views.errors import ViewsError
from rapport.program.views.models import Delivery, Schedule
from rapport.program.views.plain import SchedulePlan

MOST_RECIPIENTS = 50
ATTEMPTS = 5
AGAIN = timedelta(minutes=10)
LOST = timedelta(minutes=30)


@transaction.atomic
def schedule_create(actor: Actor, plan: SchedulePlan, *, now: datetime | None = None) -> str:
    """Plans a report → the schedule's id. Raises NotAllowedError, or ViewsError for a plan that cannot
    be."""
    actor.require(Permission.REPORTS_MAKE)
    if actor.user_id is None:
        raise ViewsError("A schedule needs a person it is made for", None, "Sign in first.")
    _check(plan)
    zone = ZoneInfo(plan.time_zone)
    made = Schedule.objects.create(
        user_id=actor.user_id,
        title=plan.title.strip()[:200] or "Report",
        audience=plan.audience,
        form=plan.form,
        query=dict(plan.query),
        every=plan.every,
        day=plan.day,
        at=plan.at,
        time_zone=plan.time_zone,
        recipients=list(plan.recipients),
        next_at=next_due(plan.every, plan.day, plan.at, zone, now or timezone.now()),
    )
    told = {"audience": plan.audience, "every": plan.every, "recipients": len(plan.recipients)}
    log_change(actor, "schedule.create", "schedule", str(made.pk), after=told)
    return str(made.pk)


@transaction.atomic
def schedule_stop(actor: Actor, schedule: str) -> None:
    """No further report: one's own schedule, or anybody's for who manages people.

    Raises NotAllowedError for who makes no reports, else ViewsError.
    """
    found = Schedule.objects.filter(pk=schedule).first()
    mine = found is not None and str(found.user_id) == actor.user_id
    if not mine:
        actor.require(Permission.REPORTS_MAKE)
    if found is None or not (mine or actor.may(Permission.PEOPLE_MANAGE)):
        raise ViewsError("There is no such schedule", None, "Look at the list of schedules.")
    if found.stopped_at is None:
        found.stopped_at = timezone.now()
        found.save(update_fields=["stopped_at"])
        Delivery.objects.filter(schedule=found, state=Delivery.WAITING).update(
            state=Delivery.FAILED, problem="The schedule was stopped."
        )
        log_change(actor, "schedule.stop", "schedule", schedule)


def deliveries_note(now: datetime) -> int:
    """Notes what is due by now, each date once, however many workers look → how many."""
    noted = 0
    for one in Schedule.objects.filter(stopped_at=None, next_at__lte=now):
        due, zone = one.next_at, ZoneInfo(one.time_zone)
        after = next_due(one.every, one.day, one.at, zone, max(due, now))
        try:
            with transaction.atomic():
                moved = Schedule.objects.filter(pk=one.pk, next_at=due, stopped_at=None).update(next_at=after)
                if moved:
                    Delivery.objects.create(schedule=one, due_at=due, try_at=now)
                    noted += 1
        except IntegrityError:
            continue
    return noted


def delivery_take(now: datetime) -> int | None:
    """One delivery to be made and sent now, taken by this worker alone; None when there is none.

    One that a worker took and never finished is taken again: a report twice is better than none.
    """
    lost = Q(state=Delivery.SENDING, try_at__lte=now - LOST)
    waiting = Q(state=Delivery.WAITING, try_at__lte=now)
    for one in Delivery.objects.filter(waiting | lost, schedule__stopped_at=None).order_by("due_at")[:20]:
        taken = Delivery.objects.filter(pk=one.pk, state=one.state, try_at=one.try_at).update(
            state=Delivery.SENDING, try_at=now, attempts=F("attempts") + 1
        )
        if taken:
            return int(one.pk)
    return None


def delivery_sent(delivery: int, report: str) -> None:
    """It is on its way to the recipients."""
    Delivery.objects.filter(pk=delivery).update(
        state=Delivery.SENT, report_id=report, sent_at=timezone.now(), problem=""
    )


def delivery_failed(delivery: int, problem: str, now: datetime, *, for_good: bool = False) -> None:
    """It could not be made or sent; it is tried again a while later, five times at most."""
    one = Delivery.objects.get(pk=delivery)
    given_up = for_good or one.attempts >= ATTEMPTS
    Delivery.objects.filter(pk=delivery).update(
        state=Delivery.FAILED if given_up else Delivery.WAITING,
        problem=problem[:500],
        try_at=now + AGAIN * one.attempts,
    )


def _check(plan: SchedulePlan) -> None:
    if plan.every not in (WEEKLY, MONTHLY):
        raise ViewsError(f"A report cannot come every {plan.every!r}", "every", "Use week or month.")
    low, high = (0, 6) if plan.every == WEEKLY else (1, 31)
    if not low <= plan.day <= high:
        raise ViewsError(f"{plan.day} is no day of a {plan.every}", "day", "Choose one of the list.")
    if not 1 <= len(plan.recipients) <= MOST_RECIPIENTS:
        raise ViewsError(
            "Nobody is named to send it to", "recipients", f"Name 1 to {MOST_RECIPIENTS} addresses."
        )
    for address in plan.recipients:
        try:
            validate_email(address)
        except ValidationError:
            raise ViewsError(f"{address!r} is no e-mail address", "recipients", "Write one a line.") from None
