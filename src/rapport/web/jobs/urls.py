"""Addresses of the jobs."""

from django.urls import path

from rapport.web.jobs.views import cancel, job, jobs

urlpatterns = [
    path("", jobs, name="jobs"),
    path("<uuid:job_id>", job, name="job"),
    path("<uuid:job_id>/cancel", cancel, name="job_cancel"),
]
