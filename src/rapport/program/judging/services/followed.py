"""What follows once a task is done: reveal, grade, replace."""

from __future__ import annotations

from rapport.program.judging.models import Task
from rapport.program.judging.services.calibration import reveal_when_all_are_in
from rapport.program.judging.services.certification import grade_when_all_are_in
from rapport.program.judging.services.disputes import rescored
from rapport.program.judging.tasks import CALIBRATION, CERTIFICATION, RESCORE
from rapport.program.people.actor import Actor

FOLLOWS = {
    CALIBRATION: reveal_when_all_are_in,
    CERTIFICATION: grade_when_all_are_in,
    RESCORE: rescored,
}


def follow(actor: Actor, task: Task) -> None:
    """Calls what the task's purpose asks for, in the transaction in which it was done."""
    after = FOLLOWS.get(task.purpose)
    if after is not None:
        after(actor, task)
