"""The list of one's jobs, and one job that shows how far it is until it ends."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from rapport.program.jobs.selectors import job_facts, jobs_mine
from rapport.program.jobs.services import job_cancel


def jobs(request: HttpRequest) -> HttpResponse:
    """The person's newest jobs."""
    return render(request, "jobs/jobs.html", {"jobs": jobs_mine(request.actor)})


def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One job; asked again by the page itself while it runs, then only its state is sent."""
    found = job_facts(request.actor, str(job_id))
    if found is None:
        raise Http404
    template = "jobs/state.html" if request.htmx else "jobs/job.html"
    return render(request, template, {"job": found})


@require_POST
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Stops a job."""
    job_cancel(request.actor, str(job_id))
    return redirect("job", job_id=job_id)
