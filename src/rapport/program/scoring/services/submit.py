"""Turns notes into an evaluation, once, and takes it back at once if it was a slip."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from rapport.criteria import Criteria
from rapport.program.audits.plain import Submission
from rapport.program.audits.services import evaluation_retract, evaluations_submit
from rapport.program.judging.services import task_submit
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change
from rapport.program.reading.selectors import machine_seen
from rapport.program.scoring.errors import ScoringError, UndecidedError, WorkGoneError
from rapport.program.scoring.models import Draft as Row
from rapport.program.scoring.notes import check_spans, decisions, undecided
from rapport.program.scoring.plain import Facts, Given, Save, Work
from rapport.program.scoring.rows import facts_as_json
from rapport.program.scoring.selectors.work import TASK
from rapport.program.scoring.services.drafts import draft_locked, draft_save, draft_write

UNDO = timedelta(seconds=10)
GRACE = timedelta(seconds=20)


def draft_submit(actor: Actor, work: Work, save: Save, key: str, criteria: Criteria, facts: Facts) -> Given:
    """Stores the last notes and submits them as an evaluation, in one transaction.

    `key` is made by the sender for this one act: sent again, it answers what came of it and changes
    nothing. Notes that cannot be submitted yet are saved all the same.

    Raises NotAllowedError, UndecidedError, DraftConflictError, WorkGoneError, and what
    `evaluations_submit` raises.
    """
    actor.require(Permission.EVALUATIONS_SUBMIT)
    if not 8 <= len(key) <= 64:
        raise ScoringError("The submission has no key", None, "Load the page again.")
    check_spans(save.notes, facts.lengths)
    missing = undecided(criteria, save.notes, facts.attributes)
    asked = len(decisions(criteria, save.notes, facts.attributes))
    draft_save(actor, work, save, facts, asked, asked - len(missing))
    if missing:
        raise UndecidedError(missing)
    with transaction.atomic():
        return _submit(actor, work, save, key, criteria, facts)


def _submit(actor: Actor, work: Work, save: Save, key: str, criteria: Criteria, facts: Facts) -> Given:
    row = draft_locked(actor, work.key)
    if row is None:
        raise WorkGoneError("erased", "This interaction was erased meanwhile", "Go on with your queue.")
    if row.state == Row.SUBMITTED:
        if row.submit_key == key:
            return Given(str(row.evaluation), row.facts.get("qci"), again=True)
        raise WorkGoneError(
            "done", "You submitted this in another window", "Open it from your queue to correct it."
        )
    draft_write(row, save)
    submission = _submission(actor, work, save, criteria, facts)
    if work.key.startswith(TASK):
        made = task_submit(actor, work.key.removeprefix(TASK), criteria, submission)
    else:
        (made,) = evaluations_submit(actor, criteria, [submission])
    row.state, row.submit_key = Row.SUBMITTED, key
    row.evaluation, row.submitted_at = made.evaluation, timezone.now()
    row.facts = {**facts_as_json(facts), "qci": made.qci}
    row.save()
    return Given(made.evaluation, made.qci)


def _submission(actor: Actor, work: Work, save: Save, criteria: Criteria, facts: Facts) -> Submission:
    asked = decisions(criteria, save.notes, facts.attributes)
    return Submission(
        interaction_id=work.interaction_id,
        evaluator=work.evaluator,
        decisions=asked,
        attributes=facts.attributes,
        importance=facts.importance,
        segment_importance=facts.segment_importance,
        evidence={name: noted.evidence for name, noted in save.notes.elements.items() if name in asked},
        sample=work.sample,
        comment=save.notes.comment,
        draft_shown=machine_seen(actor, work.interaction_id),
    )


@transaction.atomic
def draft_undo(actor: Actor, key: str) -> None:
    """Takes a submission of the last seconds back: the evaluation is withdrawn, the notes are open again.

    Only work of samples can be taken back: tasks are judged as submitted, and the correction of a sheet is
    corrected once more. Raises NotAllowedError, or ScoringError when it is too late.
    """
    actor.require(Permission.EVALUATIONS_SUBMIT)
    row = draft_locked(actor, key)
    fresh = row is not None and row.submitted_at and timezone.now() - row.submitted_at <= UNDO + GRACE
    if row is None or row.state != Row.SUBMITTED or key.startswith(TASK) or row.reason or not fresh:
        raise ScoringError(
            "It is too late to take this back", None, "Open it from your queue and correct it instead."
        )
    evaluation_retract(actor, str(row.evaluation), "taken back at once", reopen=True)
    row.state, row.submit_key, row.evaluation, row.submitted_at = Row.OPEN, "", None, None
    row.version += 1
    row.save()
    log_change(actor, "draft.undo", "assignment", key)
