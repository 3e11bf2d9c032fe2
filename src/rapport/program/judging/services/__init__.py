"""Writes: tasks, calibration, gold, certificates, disputes, targeted reviews."""

from rapport.program.judging.services.tasks import task_submit

__all__ = ["task_submit"]
