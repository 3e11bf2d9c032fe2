"""`/api/jobs`: long work that was asked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from rapport.program.jobs.plain import JobFacts
from rapport.program.jobs.selectors import job_facts, jobs_mine
from rapport.program.people.actor import Actor
from rapport.web.api.job_shapes import JobList, JobShape
from rapport.web.api.problems import missing
from rapport.web.api.routes import reads

router = Router(tags=["jobs"])


@reads(router, "", JobList)
def list_jobs(request: HttpRequest) -> Any:
    """The key's person's newest long work, at most 50; everybody's for who manages the settings."""
    return {"items": jobs_mine(request.auth)}


@reads(router, "/{job_id}", JobShape)
def read_job(request: HttpRequest, job_id: UUID) -> Any:
    """How far one piece of long work is."""
    return job_of(request.auth, str(job_id))


def job_of(actor: Actor, job_id: str) -> JobFacts:
    """The job. Raises ApiError where there is none that is the actor's."""
    found = job_facts(actor, job_id)
    if found is None:
        raise missing("job")
    return found
