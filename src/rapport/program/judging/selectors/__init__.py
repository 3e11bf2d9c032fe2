"""Reads: tasks, calibration, gold, certificates, disputes, targeted reviews."""

from rapport.program.judging.selectors.tasks import task, tasks_done, tasks_open

__all__ = ["task", "tasks_done", "tasks_open"]
