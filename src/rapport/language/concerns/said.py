"""What is said in a conversation that may tell its concern, and how much each part counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapport.language.concerns.request import request_span
from rapport.records.interaction import Interaction

SUPPORT = 0.25
"""What an agent's words weigh against a customer's."""
AT_THE_ENDS = 0.75
"""What the first and the last words weigh against those in the middle, where it shows what it is about."""
CHARACTERS = 1_000
"""Of a turn's request that are judged."""
HALF = 0.5
"""Who says this share of what says most of a concern has begun to ask: a story, not who opens with their
name."""


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
    """The parts of one side. Unknown speakers are customers where nobody is called one."""
    turns = interaction.turns
    speakers: tuple[str, ...] = ("agent", "bot")
    if by_customer:
        speakers = ("customer",) if any(one.speaker == "customer" for one in turns) else ("unknown",)
    last = max(len(turns) - 1, 1)
    found = []
    for at, turn in enumerate(turns):
        span = request_span(turn.text) if turn.speaker in speakers else None
        if span is not None:
            middle = 1 - abs(2 * at / last - 1)
            weight = span.strength * (AT_THE_ENDS + (1 - AT_THE_ENDS) * middle)
            end = min(span.end, span.start + CHARACTERS)
            found.append(
                Said(at, span.start, end, span.strength, weight if by_customer else SUPPORT * weight)
            )
    return found
