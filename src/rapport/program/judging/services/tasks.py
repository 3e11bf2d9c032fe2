"""Asks somebody to score an interaction, and takes what they decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rapport.criteria import Criteria
from rapport.program.audits.models import CriteriaVersion
from rapport.program.audits.plain import Submission, Submitted
from rapport.program.audits.services.evaluations import evaluations_submit
from rapport.program.audits.services.evaluators import evaluators_named
from rapport.program.judging.errors import JudgingError, TaskTakenError
from rapport.program.judging.models import Task
from rapport.program.judging.selectors.own import own_evaluator
from rapport.program.judging.tasks import PURPOSES, RESCORE
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change


@dataclass(frozen=True)
class Asked:
    """Who is asked to score what, and why in words."""

    interaction_id: str
    evaluator: str
    why: str = ""
    position: int = 0


def tasks_ask(
    purpose: str,
    criteria: CriteriaVersion,
    asked: Sequence[Asked],
    *,
    source: tuple[str, str],
    due_at: datetime | None = None,
) -> int:
    """Stores tasks for a source (kind and id) → how many were new. Called by the services of that source,
    which check who may ask and write the log.

    Who was asked for the same by the same source already is not asked again.
    """
    if purpose not in PURPOSES:
        raise JudgingError(f"There is no purpose {purpose!r}", None, f"Use {', '.join(PURPOSES)}.")
    kind, number = source
    people = evaluators_named({one.evaluator for one in asked})
    known = Task.objects.filter(source_kind=kind, source_id=number)
    before = set(known.values_list("interaction_id", "evaluator__name"))
    new = [one for one in asked if (one.interaction_id, one.evaluator) not in before]
    Task.objects.bulk_create(
        [
            Task(
                purpose=purpose,
                interaction_id=one.interaction_id,
                evaluator=people[one.evaluator],
                criteria=criteria,
                why=one.why[:300],
                source_kind=kind,
                source_id=number,
                position=one.position,
                due_at=due_at,
            )
            for one in new
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    return len(new)


@transaction.atomic
def task_submit(actor: Actor, task_id: str, criteria: Criteria, submission: Submission) -> Submitted:
    """Stores the evaluation a task asked for and marks the task as done, in one transaction.

    Purpose, evaluator and sample are the task's, whatever the submission says. Somebody else's task is
    refused as one that is not there.

    Raises NotAllowedError, JudgingError, TaskTakenError when the task is no longer open, and what
    `evaluations_submit` raises.
    """
    actor.require(Permission.EVALUATIONS_SUBMIT)
    row = _open(actor, task_id)
    if criteria.definition != str(row.criteria) or submission.interaction_id != row.interaction_id:
        raise JudgingError(
            "The task asks for another interaction or other criteria",
            task_id,
            f"Score interaction {row.interaction_id} by {row.criteria}.",
        )
    purpose = "live" if row.purpose == RESCORE else row.purpose
    said = replace(submission, evaluator=row.evaluator.name, purpose=purpose, sample=None)
    (done,) = evaluations_submit(criteria, [said])
    row.state, row.done_at, row.evaluation = Task.DONE, timezone.now(), done.evaluation
    row.save(update_fields=["state", "done_at", "evaluation"])
    log_change(actor, "task.done", "task", str(row.pk), after={"purpose": row.purpose})
    return done


def tasks_withdraw(source: tuple[str, str], because: str) -> int:
    """Withdraws what is still open of a source → how many. Called by the services of that source."""
    waiting = Task.objects.filter(source_kind=source[0], source_id=source[1], state=Task.OPEN)
    return int(waiting.update(state=Task.WITHDRAWN, withdrawn_because=because[:300]))


def _open(actor: Actor, task_id: str) -> Task:
    row: Task | None
    try:
        row = (
            Task.objects.select_for_update(of=("self",))
            .select_related("evaluator", "criteria")
            .filter(own_evaluator(actor), pk=task_id)
            .first()
        )
    except (ValidationError, ValueError):
        row = None
    if row is None:
        raise JudgingError("There is no such task for you", task_id, "Look at your queue.")
    if row.state == Task.WITHDRAWN:
        raise TaskTakenError(
            f"This task was withdrawn: {row.withdrawn_because or 'no reason given'}",
            task_id,
            "Keep a copy of what you wrote if you need it, and go on with your queue.",
        )
    if row.state != Task.OPEN:
        raise TaskTakenError("This task is done already", task_id, "Go on with your queue.")
    return row
