"""Everything that writes; each checks who acts where somebody does."""

from rapport.program.jobs.services.jobs import (
    job_cancel,
    job_create,
    job_fail,
    job_finish,
    job_progress,
    job_start,
    job_stopped,
)
from rapport.program.jobs.services.workers import (
    orphans_requeue,
    queue_tidy,
    turn_take,
    worker_gone,
    worker_seen,
)

__all__ = [
    "job_cancel",
    "job_create",
    "job_fail",
    "job_finish",
    "job_progress",
    "job_start",
    "job_stopped",
    "orphans_requeue",
    "queue_tidy",
    "turn_take",
    "worker_gone",
    "worker_seen",
]
