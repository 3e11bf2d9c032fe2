"""What the queue calls. Import it only once a home is connected."""

from __future__ import annotations

from django_tasks import task

from rapport.home import open_home
from rapport.work.jobs.run import do_job


@task()
def run_job(job_id: str) -> None:
    """Does the job; RAPPORT_HOME names the home, as for the pages."""
    do_job(open_home(), job_id)
