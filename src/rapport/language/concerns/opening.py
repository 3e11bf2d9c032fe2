"""What customers come with: the request, what they say before it, and what they say to the first answer."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.language.concerns.request import CHARACTERS, WHO, without_who
from rapport.language.concerns.said import Said, asked_first, said
from rapport.language.concerns.who import what_is_told
from rapport.records.interaction import Interaction

MESSAGES = 2
"""So often the customer speaks until what they come with is said: the request, and what they say to the
answer. Of conversations of STAR with one task, concerns found in this agree with the tasks by .84 (NMI), in
the sentences that ask alone by .76."""
ANSWERING = frozenset({"agent", "bot"})


def opening(interaction: Interaction, parts: Sequence[Said], messages: int = MESSAGES) -> list[Said]:
    """Of a customer's parts those by which they say what they come with: all until the first that asks, what
    they say until they are answered, and what they say to the answer. Where nobody's answers are kept, the
    first turn that asks."""
    if not parts:
        return []
    first = parts[asked_first(parts)].turn
    if ANSWERING.isdisjoint(turn.speaker for turn in interaction.turns):
        return [part for part in parts if part.turn == first]
    last = _last_turn(interaction, first, messages)
    return [part for part in parts if part.turn <= last]


def words_of(interaction: Interaction, parts: Sequence[Said]) -> str:
    """What is said in the parts, in a row; of who somebody is only what they tell. Of more than CHARACTERS
    what asks least is left out."""
    told = []
    for part in parts:
        text = interaction.turns[part.turn].text[part.start : part.end]
        told.append(without_who(text) if part.strength > WHO else what_is_told(text))
    left, kept = CHARACTERS, dict[int, str]()
    for at in sorted(range(len(parts)), key=lambda at: (-parts[at].strength, at)):
        if told[at] and left > 0:
            kept[at] = told[at][:left]
            left -= len(kept[at]) + 1
    return "\n".join(kept[at] for at in sorted(kept))


def came_with(interaction: Interaction) -> str:
    """What the customer came with, in their words; nothing where they said nothing."""
    return words_of(interaction, opening(interaction, said(interaction, by_customer=True)))


def _last_turn(interaction: Interaction, first: int, messages: int) -> int:
    """The customer's last turn of so many messages from their turn `first` on: another begins where somebody
    answered."""
    turns, last, message, answered = interaction.turns, first, 1, False
    for at in range(first + 1, len(turns)):
        if turns[at].speaker in ANSWERING:
            answered = True
        elif turns[at].speaker == turns[first].speaker:
            message, answered = message + answered, False
            if message > messages:
                break
            last = at
    return last
