"""By which criteria judging can be done, and which of them a page is about."""

from __future__ import annotations

from rapport.criteria import Criteria
from rapport.home import Home
from rapport.program.judging.errors import JudgingError
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.setup import connect
from rapport.work.scoring.by_definition import criteria_by


def criteria_used(home: Home, actor: Actor) -> list[str]:
    """`id@version` of what samples are drawn for or people scored by, the newest first. NotAllowedError."""
    connect(home)
    from rapport.program.judging.selectors.criteria import criteria_known

    return criteria_known(actor)


def criteria_chosen(home: Home, actor: Actor, definition: str | None = None) -> Criteria | None:
    """The criteria named, or those scored by last; None where there are none yet.

    Raises JudgingError for criteria that are not there.
    """
    actor.require(Permission.CRITERIA_READ)
    known = criteria_used(home, actor)
    if definition and definition not in known:
        raise JudgingError(f"There are no criteria {definition!r}", "criteria", "Choose some of the list.")
    if not known:
        return None
    from rapport.program.audits.selectors import newest_criteria

    newest = newest_criteria(actor)
    return criteria_by(actor, definition or (newest if newest in known else None) or known[0])
