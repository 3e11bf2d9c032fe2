"""The tables of judging: tasks, calibration, gold, certificates, disputes, targeted reviews."""

from rapport.program.judging.models.tasks import Task

__all__ = ["Task"]
