"""The tables of the jobs application."""

from rapport.program.jobs.models.job import Job, Turn, Worker

__all__ = ["Job", "Turn", "Worker"]
