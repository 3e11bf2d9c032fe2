"""Keeps what somebody notes on the scoring screen, and hands it in."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.criteria import Criteria, check_decisions
from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.scoring.errors import WorkGoneError
from rapport.program.scoring.notes import Notes, decisions
from rapport.program.scoring.plain import Draft, Facts, Save, Work
from rapport.work.scoring.by_definition import criteria_by
from rapport.work.scoring.facts import facts_now
from rapport.work.scoring.live import Live, live_score


@dataclass(frozen=True)
class Saved:
    """The draft as it stands now, and what it comes to; `notice` is what its author should know."""

    draft: Draft
    live: Live
    notice: str = ""


@dataclass(frozen=True)
class HandedIn:
    """An evaluation was stored; `next` is what to score now, None when nothing waits."""

    evaluation: str
    qci: float | None
    again: bool
    next: Work | None


def save_notes(home: Home, actor: Actor, key: str, save: Save) -> Saved:
    """Stores notes that need not be finished → the draft, and what it comes to.

    Raises NotAllowedError, WorkGoneError when the work is not to be done any more, DraftConflictError
    when another window saved meanwhile, InputError for rules the criteria do not know.
    """
    from rapport.program.scoring.services import draft_save

    work, criteria, facts = _at_work(home, actor, key)
    _check(criteria, save.notes, facts)
    live = live_score(criteria, save.notes, facts)
    kept = draft_save(actor, work, save, facts, live.asked, live.decided)
    return Saved(kept, live, work.withdrawn)


def hand_in(home: Home, actor: Actor, key: str, save: Save, submit_key: str) -> HandedIn:
    """Stores the last notes and submits them. With the same `submit_key` again nothing changes.

    Raises what `save_notes` raises, UndecidedError (the notes are saved), and what
    `evaluations_submit` raises.
    """
    from rapport.program.scoring.selectors import queue_next, submitted_by
    from rapport.program.scoring.selectors import work as work_of
    from rapport.program.scoring.services import draft_submit

    given = submitted_by(actor, key, submit_key)
    work = work_of(actor, key)
    if given is None or work is None:
        work, criteria, facts = _at_work(home, actor, key)
        _check(criteria, save.notes, facts)
        try:
            given = draft_submit(actor, work, save, submit_key, criteria, facts)
        except WorkGoneError:
            # The same submission, sent twice at once: the other one was stored first.
            given = submitted_by(actor, key, submit_key)
            if given is None:
                raise
    return HandedIn(given.evaluation, given.qci, given.again, queue_next(actor, work))


def take_back(actor: Actor, key: str) -> None:
    """Withdraws what was submitted a moment ago and opens its notes again."""
    from rapport.program.scoring.services import draft_undo

    draft_undo(actor, key)


def correct_again(home: Home, actor: Actor, key: str, reason: str = "") -> None:
    """Opens what was submitted, here or on a sheet, for a correction; it stands until that is submitted.

    What was scored on a sheet needs a reason. Raises NotAllowedError, WorkGoneError, ScoringError.
    """
    from rapport.program.scoring.selectors import sheet_of, work
    from rapport.program.scoring.services import draft_correct, sheet_correct

    found = work(actor, key)
    sheet = sheet_of(actor, found) if found else None
    if found is None or sheet is None:
        draft_correct(actor, key)
        return
    criteria = criteria_by(actor, found.definition or "")
    facts = facts_now(home, criteria, found.interaction_id, None)
    sheet_correct(actor, found, facts, len(decisions(criteria, sheet.notes, facts.attributes)), reason)


def _at_work(home: Home, actor: Actor, key: str) -> tuple[Work, Criteria, Facts]:
    """The work with its criteria and facts, where it is still to be done; corrections are."""
    from rapport.program.scoring.selectors import draft, work_to_do

    known = draft(actor, key)
    correcting = known is not None and known.state == "open" and known.evaluation is not None
    work = work_to_do(actor, key, correcting=correcting)
    criteria = criteria_by(actor, work.definition or "")
    return work, criteria, facts_now(home, criteria, work.interaction_id, known.facts if known else None)


def _check(criteria: Criteria, notes: Notes, facts: Facts) -> None:
    """Raises DecisionError where the notes use a rule in a way the criteria do not allow."""
    check_decisions(criteria, decisions(criteria, notes, facts.attributes), None, facts.attributes)
