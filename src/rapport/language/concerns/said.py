"""What is said in a conversation that may tell its concern, and how much each part counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapport.language.concerns.request import ASKED, HALF, WHO, asks_who, request_span, what_is_told
from rapport.records.interaction import Interaction

SUPPORT = 0.25
"""What an agent's words weigh against a customer's."""
AT_THE_ENDS = 0.75
"""What the first and the last words weigh against those in the middle, where it shows what it is about."""
CHARACTERS = 1_000
"""Of a turn's request that are judged."""
MESSAGES = 2
"""So often the customer speaks until what they come with is said: the request, and what they say to the
answer. Of conversations of STAR with one task, concerns found in this agree with the tasks by .80 (NMI), in
the sentences that ask alone by .76."""


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


def opening(interaction: Interaction, parts: Sequence[Said], messages: int = MESSAGES) -> list[Said]:
    """Of a customer's parts those by which they say what they come with: all until the first that asks, what
    they say in one go with it, and what they say to the answer."""
    if not parts:
        return []
    first = parts[asked_first(parts)].turn
    message = _messages(interaction, first)
    return [
        part for part in parts if message.get(part.turn, 0 if part.turn < first else MESSAGES + 1) <= messages
    ]


def words_of(interaction: Interaction, parts: Sequence[Said]) -> str:
    """What is said in the parts, in a row, cut to CHARACTERS; of who somebody is only what they tell."""
    found = []
    for part in parts:
        text = interaction.turns[part.turn].text[part.start : part.end]
        found.append(text if part.strength > WHO else what_is_told(text))
    return "\n".join(filter(None, found))[:CHARACTERS]


def came_with(interaction: Interaction) -> str:
    """What the customer came with, in their words; nothing where they said nothing."""
    return words_of(interaction, opening(interaction, said(interaction, by_customer=True)))


def _asked_who(interaction: Interaction, turn: int) -> bool:
    """Whether what was said to the customer last before this turn asks who they are."""
    turns = interaction.turns
    before = turn - 1
    while before >= 0 and turns[before].speaker == turns[turn].speaker:
        before -= 1
    return before >= 0 and asks_who(turns[before].text)


def _messages(interaction: Interaction, first: int) -> dict[int, int]:
    """Which message of the customer's each of their turns is of, from the one in which they first asked."""
    turns, found, message = interaction.turns, dict[int, int](), 0
    for at in range(first, len(turns)):
        if turns[at].speaker == turns[first].speaker:
            message += at == first or turns[at - 1].speaker != turns[first].speaker
            if message > MESSAGES:
                break
            found[at] = message
    return found


def said(interaction: Interaction, by_customer: bool) -> list[Said]:
    """The parts of one side. Unknown speakers are customers where nobody is called one. Who was asked
    who they are says no more than that."""
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
            who = span.strength < ASKED and by_customer and _asked_who(interaction, at)
            strength = min(span.strength, WHO) if who else span.strength
            weight = strength * (AT_THE_ENDS + (1 - AT_THE_ENDS) * middle)
            end = min(span.end, span.start + CHARACTERS)
            found.append(Said(at, span.start, end, strength, weight if by_customer else SUPPORT * weight))
    return found
