"""What is said in a conversation that may tell its concern, and how much each part counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapport.language.concerns.request import CHARACTERS, HALF, WHO, asks_for_more, request_span
from rapport.language.concerns.who import asks_who
from rapport.records.interaction import Interaction

SUPPORT = 0.25
"""What an agent's words weigh against a customer's."""
AT_THE_ENDS = 0.75
"""What the first and the last words weigh against those in the middle, where it shows what it is about."""


class Said(NamedTuple):
    """Characters `start` to `end` of a turn, how much they say of a concern (`strength`), and what they weigh
    in the whole conversation."""

    turn: int
    start: int
    end: int
    strength: float
    weight: float


def asked_first(parts: Sequence[Said]) -> int:
    """The place of the first part that says half as much of a concern as the one that says most: who opens
    with their name comes with something else, who asks politely in the end told it before."""
    least = HALF * max(part.strength for part in parts)
    return next(at for at, part in enumerate(parts) if part.strength >= least)


def said(interaction: Interaction, by_customer: bool) -> list[Said]:
    """The parts of one side. Unknown speakers are customers where nobody is called one. Who was asked
    who they are and asks for nothing says no more than that."""
    turns = interaction.turns
    speakers: tuple[str, ...] = ("agent", "bot")
    if by_customer:
        speakers = ("customer",) if any(one.speaker == "customer" for one in turns) else ("unknown",)
    last = max(len(turns) - 1, 1)
    found = []
    who = _asked_who(interaction, speakers) if by_customer else frozenset()
    for at, turn in enumerate(turns):
        span = request_span(turn.text) if turn.speaker in speakers else None
        if span is not None:
            middle = 1 - abs(2 * at / last - 1)
            strength = (
                min(span.strength, WHO) if at in who and not asks_for_more(turn.text) else span.strength
            )
            weight = strength * (AT_THE_ENDS + (1 - AT_THE_ENDS) * middle)
            end = min(span.end, span.start + CHARACTERS)
            found.append(Said(at, span.start, end, strength, weight if by_customer else SUPPORT * weight))
    return found


def _asked_who(interaction: Interaction, speakers: Sequence[str]) -> frozenset[int]:
    """Turns of these speakers before which the others asked last who they are."""
    found: list[int] = []
    before, who = list[str](), False
    for at, turn in enumerate(interaction.turns):
        if turn.speaker in speakers:
            if before:
                before, who = [], asks_who("\n".join(before))
            if who:
                found.append(at)
        elif turn.speaker != "system":
            before.append(turn.text[-CHARACTERS:])
    return frozenset(found)
