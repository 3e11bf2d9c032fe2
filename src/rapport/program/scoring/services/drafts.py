"""Keeps what somebody notes, save by save."""

from __future__ import annotations

from dataclasses import replace

from django.db import IntegrityError, transaction

from rapport.program.audits.services.assignments import assignment_begun
from rapport.program.audits.services.evaluators import evaluators_named
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change
from rapport.program.scoring.errors import DraftConflictError, ScoringError, WorkGoneError
from rapport.program.scoring.models import Draft as Row
from rapport.program.scoring.notes import check_spans, notes_as_json
from rapport.program.scoring.own import own_drafts
from rapport.program.scoring.plain import Draft, Facts, Save, Work
from rapport.program.scoring.rows import facts_as_json, plain_draft
from rapport.program.scoring.selectors.work import TASK

LONGEST = 24 * 3600.0


def draft_save(actor: Actor, work: Work, save: Save, facts: Facts, asked: int, decided: int) -> Draft:
    """Stores the notes of one window → the draft as it stands now.

    A save follows the version it was made from, or an earlier save of its own window whose answer got
    lost; a repeat of such a save changes nothing. Raises NotAllowedError, DraftConflictError when
    another window saved meanwhile, WorkGoneError when it was submitted meanwhile, InputError for
    evidence outside the transcript.
    """
    actor.require(Permission.EVALUATIONS_SUBMIT)
    check_spans(save.notes, facts.lengths)
    try:
        with transaction.atomic():
            return _save(actor, work, save, facts, asked, decided)
    except IntegrityError:
        # Another window began the draft between our look and our write.
        with transaction.atomic():
            return _save(actor, work, save, facts, asked, decided)


def _save(actor: Actor, work: Work, save: Save, facts: Facts, asked: int, decided: int) -> Draft:
    row = draft_locked(actor, work.key) or _begun(actor, work, facts)
    if row.state == Row.SUBMITTED:
        raise WorkGoneError(
            "done", "You submitted this in another window", "Open it from your queue to correct it."
        )
    if not draft_write(row, save):
        return plain_draft(row)
    if row.facts.get("mark") != facts.mark:
        row.facts = facts_as_json(facts)
    row.asked, row.decided = asked, decided
    row.save()
    return replace(plain_draft(row), facts=facts)


def draft_write(row: Row, save: Save) -> bool:
    """Puts a save into a row, not yet stored; False for a repeat of what stands there already."""
    own = bool(save.window) and save.window == row.window
    if own and save.step <= row.step:
        return False
    if not own and save.version != row.version:
        raise DraftConflictError(plain_draft(row))
    if not 0 <= save.seconds < float("inf"):
        raise ScoringError(f"The time spent is {save.seconds}", None, "Load the page again.")
    row.notes = notes_as_json(save.notes)
    row.version += 1
    row.window, row.step = save.window[:40], save.step
    row.seconds = min(max(row.seconds, save.seconds), LONGEST)
    return True


def draft_locked(actor: Actor, key: str) -> Row | None:
    """The actor's row, held until the transaction ends."""
    row: Row | None = (
        Row.objects.select_for_update(of=("self",))
        .filter(
            own_drafts(actor),
            work=key,
        )
        .first()
    )
    return row


def _begun(actor: Actor, work: Work, facts: Facts) -> Row:
    row: Row = Row.objects.create(
        work=work.key,
        evaluator=evaluators_named([work.evaluator])[work.evaluator],
        interaction_id=work.interaction_id,
        definition=work.definition or "",
        facts=facts_as_json(facts),
    )
    if not work.key.startswith(TASK):
        assignment_begun(actor, int(work.key))
    return row


@transaction.atomic
def draft_correct(actor: Actor, key: str) -> Draft:
    """Opens the actor's submitted notes again; the evaluation stands until the correction is submitted.

    Raises NotAllowedError, or WorkGoneError where nothing was submitted.
    """
    actor.require(Permission.EVALUATIONS_SUBMIT)
    row = draft_locked(actor, key)
    if row is None or row.evaluation is None:
        raise WorkGoneError("unknown", "There is nothing submitted to correct", "Look at your queue.")
    if row.state == Row.SUBMITTED:
        row.state, row.submit_key = Row.OPEN, ""
        row.version += 1
        row.save()
        log_change(actor, "draft.correct", "evaluation", str(row.evaluation))
    return plain_draft(row)
