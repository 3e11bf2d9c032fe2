"""What somebody has noted so far."""

from __future__ import annotations

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.scoring.models import Draft as Row
from rapport.program.scoring.own import own_drafts
from rapport.program.scoring.plain import Draft, Given
from rapport.program.scoring.rows import plain_draft


def draft(actor: Actor, key: str) -> Draft | None:
    """The actor's own draft of a piece of work, None before the first save. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    row = Row.objects.filter(
        own_drafts(actor),
        work=key,
    ).first()
    return plain_draft(row) if row else None


def submitted_by(actor: Actor, key: str, submit_key: str) -> Given | None:
    """What came of the submission of a piece of work made with this key, None where there was none.

    Raises NotAllowedError.
    """
    actor.require(Permission.EVALUATIONS_SUBMIT)
    row = Row.objects.filter(own_drafts(actor), work=key, state=Row.SUBMITTED, submit_key=submit_key).first()
    return Given(str(row.evaluation), row.facts.get("qci"), again=True) if row and submit_key else None
