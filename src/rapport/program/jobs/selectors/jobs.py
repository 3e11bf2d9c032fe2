"""Jobs as their people see them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone

from rapport.program.jobs.models import Job, Worker
from rapport.program.jobs.plain import JobFacts, WorkerFacts
from rapport.program.jobs.services.workers import DEAD_AFTER
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

MOST = 50


def job_facts(actor: Actor, job_id: str) -> JobFacts | None:
    """One job, or None when there is none that the actor asked for (or manages)."""
    try:
        job = Job.objects.filter(pk=job_id).first()
    except ValidationError:
        return None
    if job is None or not _sees(actor, job):
        return None
    return _facts(job)


def jobs_mine(actor: Actor, *, kind: str | None = None, limit: int = MOST) -> list[JobFacts]:
    """The actor's newest jobs; everybody's for who manages the settings."""
    rows = Job.objects.order_by("-created_at")
    if kind is not None:
        rows = rows.filter(kind=kind)
    if not actor.may(Permission.SETTINGS_MANAGE):
        if actor.user_id is None:
            return []
        rows = rows.filter(user_id=actor.user_id)
    return [_facts(job) for job in rows[:limit]]


def job_work(job_id: str) -> JobFacts:
    """A job as its worker needs it: nobody asks, the queue does."""
    return _facts(Job.objects.get(pk=job_id))


def workers_alive() -> list[WorkerFacts]:
    """Workers that gave a sign of life lately."""
    rows = Worker.objects.filter(seen_at__gte=timezone.now() - DEAD_AFTER).order_by("started_at")
    return [WorkerFacts(row.pk, row.host, row.started_at, row.seen_at) for row in rows]


def _sees(actor: Actor, job: Job) -> bool:
    mine = actor.user_id is not None and str(job.user_id) == actor.user_id
    return mine or actor.may(Permission.SETTINGS_MANAGE)


def _facts(job: Job) -> JobFacts:
    return JobFacts(
        id=str(job.pk),
        kind=job.kind,
        title=job.title,
        arguments=dict(job.arguments),
        asked_by=job.asked_by,
        user_id=str(job.user_id) if job.user_id else None,
        state=job.state,
        stage=job.stage,
        done=job.done,
        total=job.total,
        result=dict(job.result),
        problem=dict(job.problem),
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
    )
