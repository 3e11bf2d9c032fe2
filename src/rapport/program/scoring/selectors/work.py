"""One piece of work: an assignment of a sample, or a task with a purpose of its own."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from rapport.program.audits.models import Assignment, CriteriaVersion
from rapport.program.judging.selectors import task as task_of
from rapport.program.judging.tasks import Task
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.scoring.errors import WorkGoneError
from rapport.program.scoring.own import own
from rapport.program.scoring.plain import Work
from rapport.program.scoring.selectors.sheets import others_work

NUMBER = re.compile(r"[0-9]{1,18}")
TASK = "task/"
NOTHING_LOST = "What you wrote is still here: copy it if you need it, then go on with your queue."


def work(actor: Actor, key: str) -> Work | None:
    """The actor's own piece of work, whatever its state, or somebody else's that was scored on a sheet and
    that the actor may correct; None where there is none.

    Raises NotAllowedError.
    """
    actor.require(Permission.EVALUATIONS_SUBMIT)
    if key.startswith(TASK):
        asked = task_of(actor, key.removeprefix(TASK))
        return work_of_task(asked) if asked else None
    if not NUMBER.fullmatch(key):
        return None
    row = _assignments().filter(pk=int(key)).first()
    if row is None:
        return None
    found = work_of_assignment(row)
    if actor.user_id is not None and str(row.evaluator.user_id) == actor.user_id:
        return found
    return others_work(actor, row, found)


def work_to_do(actor: Actor, key: str, correcting: bool = False) -> Work:
    """The piece of work, where it is still this person's to do; `correcting` lets done work be done anew.

    Raises NotAllowedError, or WorkGoneError with what happened to it meanwhile.
    """
    found = work(actor, key)
    if found is None:
        raise WorkGoneError("unknown", "This interaction is no longer here to be scored", NOTHING_LOST)
    if found.state == "done" and not correcting:
        raise WorkGoneError("done", "This interaction is scored already", NOTHING_LOST)
    words = {
        "moved": ("reassigned", "Somebody else was asked to score this interaction instead"),
        "removed": ("removed", "This interaction was taken out of the sample"),
        "withdrawn": ("removed", "This task was withdrawn"),
    }
    if found.state in words:
        because, what = words[found.state]
        raise WorkGoneError(because, f"{what}{f': {found.reason}' if found.reason else ''}", NOTHING_LOST)
    if found.definition is None:
        what = f"Nobody has chosen the criteria of sample {found.sample} yet"
        raise WorkGoneError("criteria", what, "Ask the QA lead to choose them.")
    return found


def assignments_of(actor: Actor) -> QuerySet[Assignment]:
    """Everything the actor was ever asked to score in samples."""
    return _assignments().filter(own(actor))


def _assignments() -> QuerySet[Assignment]:
    return Assignment.objects.select_related("evaluator", "sampled__sample__criteria")


def work_of_assignment(row: Assignment) -> Work:
    """An assignment as a piece of work."""
    sample = row.sampled.sample
    left = row.sampled.left_at is not None
    return Work(
        key=str(row.pk),
        interaction_id=row.sampled.interaction_id,
        evaluator=row.evaluator.name,
        purpose="live",
        definition=str(sample.criteria) if sample.criteria else None,
        state=Assignment.REMOVED if left and row.state == Assignment.OPEN else row.state,
        reason=row.reason or row.sampled.left_note,
        sample=sample.slug,
        position=row.sampled.position,
        due_at=row.due_at or sample.due_at,
        hide_agents=sample.hide_agents,
        withdrawn=_withdrawn(sample.criteria),
    )


def _withdrawn(version: CriteriaVersion | None) -> str:
    """Who withdrew these criteria, and why; empty while they hold."""
    if version is None or version.withdrawn_at is None:
        return ""
    return f"{version.withdrawn_by} withdrew {version}: {version.withdrawn_because}"


def work_of_task(one: Task) -> Work:
    """A task as a piece of work."""
    return Work(
        key=f"{TASK}{one.id}",
        interaction_id=one.interaction_id,
        evaluator=one.evaluator,
        purpose=one.purpose,
        definition=one.criteria,
        state=one.state,
        reason=one.withdrawn_because or one.why,
        position=one.position,
        due_at=one.due_at,
    )
