"""Evaluations handed in by a program: checked against their interactions, scored, stored, all or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapport.criteria import Criteria, Decision, DecisionError, check_decisions
from rapport.home import Home
from rapport.program.audits.plain import Seen, Submission, Submitted
from rapport.program.people.actor import Actor
from rapport.records import InputError
from rapport.warehouse import Warehouse
from rapport.work.scoring.by_definition import criteria_by
from rapport.work.scoring.seen_before import with_seen
from rapport.work.scoring_facts import ScoringFacts, scoring_facts

PURPOSES = ("live", "targeted")
"""Calibration and certification are scored in their own seats, blind."""


@dataclass(frozen=True)
class HandedIn:
    """One evaluation as it was sent. Without an evaluator it is the sender's own."""

    interaction_id: str
    decisions: Mapping[str, Decision]
    evaluator: str | None = None
    evidence: Mapping[str, tuple[Seen, ...]] = field(default_factory=dict)
    comment: str = ""


def hand_in_all(
    home: Home,
    actor: Actor,
    definition: str,
    given: Sequence[HandedIn],
    *,
    sample: str | None = None,
    purpose: str = "live",
) -> list[Submitted]:
    """Stores the evaluations and announces them for publishing; the same again is unchanged.

    Raises NotAllowedError, HandInError with everything that does not fit, and what `evaluations_submit`
    raises.
    """
    from rapport.program.audits.services import evaluations_submit
    from rapport.program.audits.services.evaluators import may_submit

    if purpose not in PURPOSES:
        raise InputError(f"Unknown purpose {purpose!r}", "purpose", f"Use {', '.join(PURPOSES)}.")
    may_submit(actor)
    criteria = criteria_by(actor, definition)
    facts = Warehouse(home.warehouse_path).ask(
        lambda snapshot: scoring_facts(snapshot, criteria, {one.interaction_id for one in given})
    )
    names = _names(actor, given)
    may_submit(actor, names)
    _check(criteria, given, facts)
    submissions = [
        _submission(one, name, facts[one.interaction_id], place, sample, purpose)
        for place, (one, name) in enumerate(zip(given, names, strict=True))
    ]
    return evaluations_submit(actor, criteria, with_seen(actor, submissions))


class HandInError(DecisionError):
    """Evaluations that were handed in do not hold; `problems` has one error for each thing found."""


def _names(actor: Actor, given: Sequence[HandedIn]) -> list[str]:
    from rapport.program.audits.services import evaluator_me

    if all(one.evaluator is not None for one in given):
        return [one.evaluator or "" for one in given]
    me = evaluator_me(actor)
    return [me if one.evaluator is None else one.evaluator for one in given]


def _check(criteria: Criteria, given: Sequence[HandedIn], facts: Mapping[str, ScoringFacts]) -> None:
    found: list[InputError] = []
    for place, one in enumerate(given):
        where = _where(place)
        known = facts.get(one.interaction_id)
        if known is None:
            what = f"There is no interaction {one.interaction_id[:80]!r} in this home"
            found.append(InputError(what, f"{where}.interaction_id", "Import the interactions first."))
            continue
        found += _evidence(one, where, known.turns)
        try:
            check_decisions(criteria, one.decisions, f"{where}.decisions", known.attributes)
        except DecisionError as error:
            found += error.problems
    if found:
        raise HandInError(found)


def _evidence(one: HandedIn, where: str, turns: int) -> list[InputError]:
    return [
        InputError(
            f"The conversation has {turns} turns, there is no turn {seen.span.turn} (counted from 0)",
            f"{where}.decisions.{element}.evidence",
            "Look at the turn again.",
        )
        for element, every in one.evidence.items()
        for seen in every
        if seen.span.turn >= turns
    ]


def _submission(
    one: HandedIn, evaluator: str, facts: ScoringFacts, place: int, sample: str | None, purpose: str
) -> Submission:
    return Submission(
        interaction_id=one.interaction_id,
        evaluator=evaluator,
        decisions=one.decisions,
        attributes=facts.attributes,
        importance=facts.importance,
        segment_importance=facts.segment_importance,
        evidence=one.evidence,
        purpose=purpose,
        sample=sample,
        comment=one.comment,
        where=_where(place),
    )


def _where(place: int) -> str:
    return f"evaluations[{place}]"
