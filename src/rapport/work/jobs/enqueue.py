"""Ask for long work."""

from __future__ import annotations

from typing import Any

from rapport.program.people.actor import Actor
from rapport.work.jobs.kinds import KINDS


def enqueue(actor: Actor, kind: str, **arguments: Any) -> str:
    """Stores a job and hands it to the queue, together → its id (`/jobs/<id>` shows it).

    Check before what the work needs: what the actor may, what the arguments are. The work itself runs as
    the actor and checks again.
    """
    from django.db import transaction

    from rapport.program.jobs.services import job_create
    from rapport.work.jobs.queued import run_job

    title = KINDS[kind].title.format_map({key: str(value) for key, value in arguments.items()})
    with transaction.atomic():
        job = job_create(actor, kind, title, arguments)
        run_job.enqueue(job)
    return job
