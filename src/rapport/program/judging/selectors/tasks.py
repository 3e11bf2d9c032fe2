"""What waits for somebody."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet

from rapport.program.judging.models import Task as Row
from rapport.program.judging.selectors.own import own_evaluator
from rapport.program.judging.tasks import Task
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

MOST = 500


def tasks_open(actor: Actor, purpose: str | None = None) -> list[Task]:
    """The actor's own open tasks, those due first first. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    found = _own(actor).filter(state=Row.OPEN)
    if purpose is not None:
        found = found.filter(purpose=purpose)
    return plain_tasks(found.order_by(F("due_at").asc(nulls_last=True), "created_at", "position")[:MOST])


def task(actor: Actor, task_id: str) -> Task | None:
    """One of the actor's own tasks, whatever its state; None where there is none. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    try:
        found = plain_tasks(_own(actor).filter(pk=task_id))
    except ValidationError:
        return None
    return found[0] if found else None


def tasks_done(actor: Actor, limit: int = 50) -> list[Task]:
    """The actor's own tasks that are done, the newest first. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    return plain_tasks(_own(actor).filter(state=Row.DONE).order_by("-done_at")[:limit])


def _own(actor: Actor) -> QuerySet[Row]:
    return Row.objects.filter(own_evaluator(actor))


def plain_tasks(rows: QuerySet[Row]) -> list[Task]:
    """Tasks as other rooms see them, in one question."""
    return [plain_task(row) for row in rows.select_related("evaluator", "criteria")]


def plain_task(row: Row) -> Task:
    """A task as other rooms see it."""
    return Task(
        id=str(row.pk),
        purpose=row.purpose,
        interaction_id=row.interaction_id,
        evaluator=row.evaluator.name,
        criteria=str(row.criteria),
        why=row.why,
        state=row.state,
        due_at=row.due_at,
        created_at=row.created_at,
        source_kind=row.source_kind,
        source_id=row.source_id,
        position=row.position,
        done_at=row.done_at,
        evaluation=str(row.evaluation) if row.evaluation else None,
        withdrawn_because=row.withdrawn_because,
    )
