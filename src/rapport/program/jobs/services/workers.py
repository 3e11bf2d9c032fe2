"""Signs of life of workers, what the dead left behind, and whose turn a periodic task is."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from rapport.program.jobs.models import Turn, Worker

DEAD_AFTER = timedelta(seconds=30)
KEPT = timedelta(days=30)


def worker_seen(worker: str, host: str) -> None:
    """The worker lives."""
    Worker.objects.update_or_create(pk=worker, defaults={"seen_at": timezone.now(), "host": host})


def worker_gone(worker: str) -> None:
    """The worker ended as it should."""
    Worker.objects.filter(pk=worker).delete()


def orphans_requeue() -> int:
    """Puts back what dead workers had begun → how many. The queue itself would leave it for ever."""
    now = timezone.now()
    Worker.objects.filter(seen_at__lt=now - DEAD_AFTER).delete()
    alive = set(Worker.objects.values_list("pk", flat=True))
    begun = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - DEAD_AFTER)
    orphans = [one.pk for one in begun if not one.worker_ids or one.worker_ids[-1] not in alive]
    stale = DBTaskResult.objects.filter(pk__in=orphans, status=TaskResultStatus.RUNNING)
    return int(stale.update(status=TaskResultStatus.READY, started_at=None))


def queue_tidy() -> None:
    """Forgets the queue's rows of work that ended long ago; what people see of it stays."""
    ended = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
    DBTaskResult.objects.filter(status__in=ended, finished_at__lt=timezone.now() - KEPT).delete()


def turn_take(name: str, every: timedelta) -> bool:
    """Whether the caller does the periodic task now: it is due, and nobody else took this turn."""
    now = timezone.now()
    if Turn.objects.filter(pk=name, taken_at__lte=now - every).update(taken_at=now):
        return True
    if Turn.objects.filter(pk=name).exists():
        return False
    try:
        with transaction.atomic():
            Turn.objects.create(name=name, taken_at=now)
    except IntegrityError:
        return False
    return True
