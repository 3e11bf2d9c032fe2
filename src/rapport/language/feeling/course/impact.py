"""What an agent changed in how the customer felt: the part of it that one conversation tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rapport.language.conversation import conversations
from rapport.language.feeling.course.course import Course, course
from rapport.language.feeling.course.listening import AGENT, CUSTOMER, Voice, listen
from rapport.records.interaction import Interaction


@dataclass(frozen=True, slots=True)
class Impact:
    """One conversation's change of the customer's sentiment, with what an adjustment needs. `change` is None
    where the customer said too little."""

    interaction_id: str
    agent_id: str | None
    concern: str | None
    first: float | None
    last: float | None
    change: float | None
    turns: int


def course_of(voice: Voice, side: int = CUSTOMER) -> Course:
    """The course of one side of a conversation."""
    part, rows = voice.part, voice.rows(side)
    other = AGENT if side == CUSTOMER else CUSTOMER
    turns, values = [part.places[row] for row in rows], [part.sentiment[row] for row in rows]
    return course(turns, values, answers_of(voice, other))


def answers_of(voice: Voice, side: int = AGENT) -> list[int]:
    """The turns of one side, also those without a basis."""
    part = voice.part
    return [part.places[row] for row in range(voice.low, voice.high) if part.sides[row] == side]


def impact_of(voice: Voice) -> Impact:
    """The record of one conversation."""
    one, found = voice.conversation, course_of(voice)
    return Impact(
        one.interaction_id, one.agent_id, one.concern, found.first, found.last, found.change, len(found.turns)
    )


def agent_impacts(given: Iterable[Interaction | Mapping[str, Any]]) -> list[Impact]:
    """How much better or worse each customer felt at the end than at the beginning.

    Question it answers: what did the agent make of how the customer came?

    Definition: mean sentiment of the customer's last third of turns − that of the first third.

    Scale, unit, range: points of sentiment, −2…2; above 0 is better.

    Parameters: `given`: conversations, as records or dicts.

    Returns: one Impact a conversation, in order.

    Undefined when: fewer than three of the customer's turns have a basis: `change` is None.

    How sure: a single change is mostly noise and politeness at the end; only means over many conversations
    of an agent tell something, adjusted for the concern, and angry customers can only improve (regression
    to the mean: adjust for `first` too).

    Do not: compare agents on raw changes.

    Validated against: worked examples in the tests.

    Example:
        >>> turns = [("customer", "This is awful, nothing works!"), ("agent", "I am sorry, let me fix it."),
        ...          ("customer", "It does not turn on."), ("agent", "Please hold the button."),
        ...          ("customer", "Great, it works now, thank you!")]
        >>> found = agent_impacts([{"id": "1", "turns": [{"speaker": s, "text": t} for s, t in turns]}])
        >>> found[0].change > 1
        True
    """
    return [impact_of(voice) for voice in listen(conversations(given))]
