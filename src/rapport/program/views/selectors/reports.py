"""Reports that were made, and schedules."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission, Sight
from rapport.program.views.models import Delivery, MadeReport, Schedule
from rapport.program.views.plain import DeliveryFacts, ReportFacts, ScheduleFacts, SchedulePlan

MOST = 100


def reports_made(actor: Actor) -> list[ReportFacts]:
    """The newest reports: all for who sees everything, else those one asked for. Raises NotAllowedError."""
    return [_report(row) for row in _seen(actor).order_by("-made_at")[:MOST]]


def report_made(actor: Actor, report: str) -> ReportFacts | None:
    """One report; None when there is none that this person may see."""
    try:
        row = _seen(actor).filter(pk=report).first()
    except ValidationError:
        return None
    return None if row is None else _report(row)


def schedules(actor: Actor) -> list[ScheduleFacts]:
    """One's own schedules that run, or everybody's for who manages people."""
    actor.require(Permission.REPORTS_MAKE)
    rows = Schedule.objects.select_related("user").filter(stopped_at=None).order_by("next_at")
    if not actor.may(Permission.PEOPLE_MANAGE):
        rows = rows.filter(user_id=actor.user_id)
    found = list(rows[:MOST])
    last: dict[object, Delivery] = {}
    for one in Delivery.objects.filter(schedule__in=found).order_by("due_at"):
        last[one.schedule_id] = one
    return [_schedule(row, last.get(row.pk)) for row in found]


def delivery(delivery_id: int) -> DeliveryFacts:
    """What the worker took; it acts as the schedule's owner, so no actor is needed."""
    row = Delivery.objects.select_related("schedule__user").get(pk=delivery_id)
    return DeliveryFacts(int(row.pk), _schedule(row.schedule, None), row.due_at, row.attempts)


def _seen(actor: Actor) -> QuerySet[MadeReport]:
    rows = MadeReport.objects.all()
    everything = actor.sight(Permission.REPORTS_READ) is Sight.ALL
    return rows if everything else rows.filter(user_id=actor.user_id, user_id__isnull=False)


def _report(row: MadeReport) -> ReportFacts:
    return ReportFacts(
        id=str(row.pk),
        by=row.by,
        title=row.title,
        audience=row.audience,
        form=row.form,
        query=dict(row.query),
        file=row.file,
        size=row.size,
        data_version=row.data_version,
        made_at=row.made_at,
    )


def _schedule(row: Schedule, last: Delivery | None) -> ScheduleFacts:
    plan = SchedulePlan(
        title=row.title,
        audience=row.audience,
        form=row.form,
        every=row.every,
        day=row.day,
        at=row.at,
        time_zone=row.time_zone,
        recipients=tuple(row.recipients),
        query=dict(row.query),
    )
    return ScheduleFacts(
        id=str(row.pk),
        user_id=str(row.user_id),
        by=str(row.user),
        plan=plan,
        next_at=row.next_at,
        stopped_at=row.stopped_at,
        last_state=last.state if last else None,
        last_problem=last.problem if last else "",
        last_sent_at=last.sent_at if last else None,
    )
