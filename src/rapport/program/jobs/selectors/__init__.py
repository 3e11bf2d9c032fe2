"""Everything that reads; what it returns is frozen plain data."""

from rapport.program.jobs.selectors.jobs import job_facts, job_work, jobs_mine, workers_alive

__all__ = ["job_facts", "job_work", "jobs_mine", "workers_alive"]
