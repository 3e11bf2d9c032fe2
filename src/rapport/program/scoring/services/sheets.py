"""Opens what was scored on a sheet for a correction on the screen."""

from __future__ import annotations

from django.db import transaction

from rapport.program.audits.services.evaluators import evaluators_named, may_submit
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change
from rapport.program.scoring.errors import ScoringError, WorkGoneError
from rapport.program.scoring.models import Draft as Row
from rapport.program.scoring.notes import notes_as_json
from rapport.program.scoring.plain import Draft, Facts, Work
from rapport.program.scoring.rows import facts_as_json, plain_draft
from rapport.program.scoring.selectors.sheets import sheet_of


@transaction.atomic
def sheet_correct(actor: Actor, work: Work, facts: Facts, asked: int, reason: str) -> Draft:
    """Makes notes of what the sheet decided, open to be corrected; the sheet stands until they are handed in.

    The evaluator may, and who plans audits. Raises NotAllowedError, WorkGoneError where nothing from a
    sheet stands, ScoringError without a reason or while somebody else corrects it.
    """
    actor.require(Permission.EVALUATIONS_SUBMIT)
    may_submit(actor, [work.evaluator])
    reason = " ".join(reason.split())
    if not 3 <= len(reason) <= 300:
        raise ScoringError("A reason is needed", "reason", "Say in a few words what is put right.")
    sheet = sheet_of(actor, work)
    if sheet is None:
        raise WorkGoneError("unknown", "There is nothing from a sheet to correct", "Look at your queue.")
    evaluator = evaluators_named([work.evaluator])[work.evaluator]
    row = Row.objects.select_for_update().filter(work=work.key, evaluator=evaluator).first()
    row = row or Row(work=work.key, evaluator=evaluator, interaction_id=work.interaction_id)
    corrector = None if work.own else actor.user_id
    if row.state == Row.OPEN and row.evaluation is not None:
        if (str(row.corrector_id) if row.corrector_id else None) != corrector:
            raise ScoringError("Somebody else corrects this right now", None, "Ask them to hand it in first.")
        return plain_draft(row)
    row.definition, row.facts, row.notes = (
        work.definition or "",
        facts_as_json(facts),
        notes_as_json(sheet.notes),
    )
    row.state, row.submit_key, row.evaluation = Row.OPEN, "", sheet.evaluation
    row.version, row.window, row.step = row.version + 1, "", 0
    row.asked = row.decided = asked
    row.reason, row.corrector_id = reason, corrector
    row.save()
    after = {"reason": reason, "by": work.evaluator}
    log_change(actor, "evaluation.correct", "evaluation", sheet.evaluation, after=after)
    return plain_draft(row)
