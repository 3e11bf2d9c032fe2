"""Takes what somebody decided about an interaction they were asked to score."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rapport.criteria import Criteria
from rapport.program.audits.plain import Submission, Submitted
from rapport.program.audits.services.evaluations import evaluations_submit
from rapport.program.audits.services.rescore import evaluation_rescore
from rapport.program.judging.errors import JudgingError, TaskTakenError
from rapport.program.judging.models import Dispute, Task
from rapport.program.judging.selectors.own import own_evaluator
from rapport.program.judging.services.followed import follow
from rapport.program.judging.tasks import RESCORE
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change


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
    said = replace(submission, evaluator=row.evaluator.name, sample=None)
    done: Submitted
    if row.purpose == RESCORE:
        contested = Dispute.objects.get(pk=row.source_id).evaluation_id
        done = evaluation_rescore(actor, str(contested), criteria, said)
    else:
        (done,) = evaluations_submit(actor, criteria, [replace(said, purpose=row.purpose)])
    row.state, row.done_at, row.evaluation = Task.DONE, timezone.now(), done.evaluation
    row.save(update_fields=["state", "done_at", "evaluation"])
    log_change(actor, "task.done", "task", str(row.pk), after={"purpose": row.purpose})
    follow(actor, row)
    return done


def _open(actor: Actor, task_id: str) -> Task:
    row: Task | None
    try:
        row = (
            Task.objects.select_for_update(of=("self",))
            .select_related("evaluator", "criteria")
            .filter(own_evaluator(actor), pk=task_id)
            .first()
        )
    except ValidationError:
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
