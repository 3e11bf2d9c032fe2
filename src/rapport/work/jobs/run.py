"""Does one job: as the person who asked for it, telling how far it is, stopping when asked to."""

from __future__ import annotations

import logging
import time

from rapport.home import Home
from rapport.program.jobs.errors import JobCancelledError
from rapport.program.jobs.plain import JobFacts
from rapport.program.people.actor import TERMINAL, Actor
from rapport.records.errors import InputError
from rapport.work.jobs.kinds import KINDS, load

LOG = logging.getLogger("rapport.jobs")
TOLD_EVERY_S = 0.5


def do_job(home: Home, job_id: str) -> None:
    """Does the job if it still is to be done; what goes wrong is told in its row, never raised."""
    from rapport.program.jobs.selectors import job_work
    from rapport.program.jobs.services import job_fail, job_finish, job_start, job_stopped

    if not job_start(job_id):
        return
    job = job_work(job_id)
    try:
        actor = _actor(job)
        function = load(KINDS[job.kind].function)
        result = function(home, actor, JobProgress(job_id), **job.arguments)
        job_finish(job_id, result or {})
    except JobCancelledError:
        job_stopped(job_id)
    except InputError as error:
        job_fail(job_id, error.what, error.where, error.todo)
    except Exception as error:
        LOG.exception("job %s (%s) failed", job_id, job.kind)
        todo = "Try again; if it stays, give the administrator this job's number."
        job_fail(job_id, f"A fault of Rapport's own: {type(error).__name__}", f"job {job_id}", todo)


def _actor(job: JobFacts) -> Actor:
    """Who asked, with the roles they hold now. Raises InputError when the account is closed."""
    from rapport.program.people.selectors import actor_of

    if job.user_id is None:
        return TERMINAL
    actor = actor_of(job.user_id)
    if actor is None:
        raise InputError(
            "Whoever asked for this has no account any more", None, "Ask again from another account."
        )
    return actor


class JobProgress:
    """Tells a job's row how far the work is, twice a second at most; learns there whether to stop."""

    def __init__(self, job_id: str) -> None:
        self.job_id = job_id
        self.name, self.done = "", 0
        self.total: int | None = None
        self._told = 0.0

    def stage(self, name: str, total: int | None = None) -> None:
        """A new stage begins. Raises JobCancelledError when somebody asked to stop."""
        self.name, self.done, self.total = name, 0, total
        self._tell()

    def advance(self, steps: int = 1) -> None:
        """So many steps are done. Raises JobCancelledError when somebody asked to stop."""
        self.done += steps
        if time.monotonic() - self._told >= TOLD_EVERY_S:
            self._tell()

    def _tell(self) -> None:
        from rapport.program.jobs.services import job_progress

        self._told = time.monotonic()
        if not job_progress(self.job_id, self.name, self.done, self.total):
            raise JobCancelledError
