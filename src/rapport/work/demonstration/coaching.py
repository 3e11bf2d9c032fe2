"""A manager of the demo coaches two people: one session is held and acknowledged, one is planned."""

from __future__ import annotations

from collections.abc import Mapping

from rapport.program.coaching.plain import Associate, SessionPlan
from rapport.work.coaching.associates import associate_seen, coachables
from rapport.work.coaching.evidence import Record, Shown, record_of, shown
from rapport.work.coaching.standing import standings
from rapport.work.demonstration.cast import Cast

PIECES = 3


def coach(cast: Cast, answers: Mapping[str, str]) -> None:
    """The associate's session with evidence, a model answer and an agreed action, a self-review and praise;
    and a session planned with a colleague. Only as far as conversations of theirs were scored."""
    agent = cast.actors["associate"].agent_id or ""
    manager = cast.actors["team"]
    associate = associate_seen(cast.home, manager, agent)
    if associate is not None:
        _held(cast, associate, answers["the bill"])
        _reviewed_by_themselves(cast, associate)
    others = [one for one in coachables(cast.home, manager) if one.associate.agent_id != agent]
    if others:
        _planned(cast, max(others, key=lambda one: (one.scored, one.associate.agent_id)).associate)


def _held(cast: Cast, associate: Associate, answer: str) -> None:
    from rapport.program.answers.services import answer_used
    from rapport.program.coaching.services import (
        praise_give,
        session_acknowledge,
        session_create,
        session_hold,
    )

    manager = cast.actors["team"]
    record = record_of(cast.home, manager, associate)
    if record is None or not record.scored:
        return
    element, evidence = _weakest(cast, record)
    plan = SessionPlan(
        element,
        record.criteria.definition,
        "You know the answer long before you say it. Let the customer hear first that you understood.",
        tuple(one.place for one in evidence),
        (answer,),
        (
            ("Say the customer's trouble in one sentence before the first question", cast.in_days(14)),
            ("Listen together to two calls of next week", cast.in_days(9)),
        ),
    )
    made = session_create(manager, associate, plan)
    answer_used(manager, answer, "coaching", made)
    session_hold(manager, made)
    session_acknowledge(
        cast.actors["associate"], made, "Agreed. I read too fast; I will try it on chats first."
    )
    good = next((one for one in shown(cast.home, record) if not one.costs), None)
    words = "This is how it should sound. I played it to the whole team."
    praise_give(manager, associate, words, element=element, place=good.place if good else None)


def _weakest(cast: Cast, record: Record) -> tuple[str, tuple[Shown, ...]]:
    """The element that most often lost points and has words to show for it, and some of these."""
    known = standings(record)
    for one in known:
        found = sorted(shown(cast.home, record, one.element), key=lambda each: not each.costs)
        if found:
            return one.element, tuple(found[:PIECES])
    return known[0].element, ()


def _planned(cast: Cast, associate: Associate) -> None:
    from rapport.program.coaching.services import session_create

    manager = cast.actors["team"]
    record = record_of(cast.home, manager, associate)
    if record is None or not record.scored:
        return
    element, evidence = _weakest(cast, record)
    aim = "Find out together what keeps it from happening; it worked last quarter."
    places = tuple(one.place for one in evidence)
    session_create(manager, associate, SessionPlan(element, record.criteria.definition, aim, places))


def _reviewed_by_themselves(cast: Cast, associate: Associate) -> None:
    """The associate scores an own conversation first, then sees what others saw."""
    from rapport.program.coaching.services import self_review_submit

    actor = cast.actors["associate"]
    record = record_of(cast.home, actor, associate)
    if record is None or not record.scored:
        return
    chosen = min(one.interaction_id for one in record.scored)
    said = cast.judged([chosen], "Oyelaran")[chosen]
    words = "I would do the opening differently today."
    self_review_submit(
        actor, associate, cast.criteria, chosen, said.decisions, said.attributes, comment=words
    )
