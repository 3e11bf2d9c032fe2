"""Makes jobs, moves them on, stops them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from rapport.program.hooks.services import announce
from rapport.program.jobs.errors import JobError
from rapport.program.jobs.models import Job
from rapport.program.jobs.plain import CANCELLED, DONE, ENDED, FAILED, QUEUED, RUNNING
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change

MOST_ATTEMPTS = 3


def job_create(actor: Actor, kind: str, title: str, arguments: Mapping[str, Any]) -> str:
    """Stores a job that waits → its id. Whoever calls this has checked what the job itself needs."""
    job = Job.objects.create(
        kind=kind, title=title[:300], arguments=dict(arguments), asked_by=actor.name, user_id=actor.user_id
    )
    return str(job.pk)


def job_start(job_id: str) -> bool:
    """Whether the job is to be done now: it waits, or its worker died; not stopped, not tried too often."""
    waiting = Job.objects.filter(pk=job_id, state__in=(QUEUED, RUNNING), cancel_asked=False)
    taken = waiting.filter(attempts__lt=MOST_ATTEMPTS).update(
        state=RUNNING, attempts=F("attempts") + 1, started_at=timezone.now(), stage="", done=0, total=None
    )
    if not taken:
        _end(job_id, CANCELLED, cancel_asked=True)
        problem = {"what": f"Its worker died {MOST_ATTEMPTS} times", "todo": "Look at the worker's memory."}
        _end(job_id, FAILED, problem=problem, attempts__gte=MOST_ATTEMPTS)
    return bool(taken)


def job_progress(job_id: str, stage: str, done: int, total: int | None) -> bool:
    """Stores how far the job is → whether it should go on (nobody asked to stop)."""
    Job.objects.filter(pk=job_id).update(stage=stage[:300], done=done, total=total)
    return not Job.objects.filter(pk=job_id, cancel_asked=True).exists()


def job_finish(job_id: str, result: Mapping[str, Any]) -> None:
    """The job is done."""
    _end(job_id, DONE, result=dict(result))


def job_fail(job_id: str, what: str, where: str | None = None, todo: str | None = None) -> None:
    """The job could not be done."""
    told = {"what": what, "where": where, "todo": todo}
    _end(job_id, FAILED, problem={key: text[:2000] for key, text in told.items() if text})


def job_stopped(job_id: str) -> None:
    """The job stopped because somebody asked it to."""
    _end(job_id, CANCELLED)


@transaction.atomic
def job_cancel(actor: Actor, job_id: str) -> None:
    """Asks a job to stop: at once when it waits, at its next step when it runs.

    Raises JobError when there is none that is the actor's (or that they may manage).
    """
    try:
        job = Job.objects.select_for_update().filter(pk=job_id).first()
    except ValidationError:
        job = None
    if job is None or not _may_touch(actor, job):
        raise JobError("There is no such job", f"job {job_id}", "Look at the list of jobs.")
    if job.state in ENDED:
        return
    job.cancel_asked = True
    if job.state == QUEUED:
        job.state, job.finished_at = CANCELLED, timezone.now()
    job.save(update_fields=["cancel_asked", "state", "finished_at"])
    log_change(actor, "job.cancel", "job", str(job.pk))
    if job.state == CANCELLED:
        announce("job.ended", {"job": str(job.pk), "state": CANCELLED})


def _may_touch(actor: Actor, job: Job) -> bool:
    mine = actor.user_id is not None and str(job.user_id) == actor.user_id
    return mine or actor.may(Permission.SETTINGS_MANAGE)


def _end(job_id: str, state: str, **facts: Any) -> None:
    """Ends a job once; conditions among `facts` are those of a filter."""
    written = {key: facts.pop(key) for key in ("result", "problem") if key in facts}
    waiting = Job.objects.filter(pk=job_id, **facts).exclude(state__in=ENDED)
    with transaction.atomic():
        if waiting.update(state=state, finished_at=timezone.now(), **written):
            announce("job.ended", {"job": job_id, "state": state})
