"""One conversation, read once: who spoke for whom, words, and the marks found in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter

from rapport.language.behaviours.agent_rules import AGENT
from rapport.language.experience.customer_rules import CUSTOMER
from rapport.language.experience.rules import Mark
from rapport.records.interaction import Interaction

WORD = re.compile(r"[^\W\d_]+|\d+|[?!]+|[:;=][-']?[)(dp]|[☀-➿\U0001f300-\U0001faff]")
_name = itemgetter(0)
LONGEST = 20_000
"""Characters of a turn that are read: longer ones are pasted logs, whose end says no more."""


@dataclass(frozen=True, slots=True)
class ReadTurn:
    """`place` in the interaction; `ours`: said for the company (agent or bot). `text` is its own, cut to
    LONGEST, `lower` the same with the same places. `at_s` seconds since the epoch. `marks` of the side."""

    place: int
    ours: bool
    text: str
    lower: str
    words: tuple[str, ...]
    marks: tuple[Mark, ...]
    at_s: float | None
    person: str | None
    shouting: bool

    def has(self, name: str) -> bool:
        """Whether a mark of this name was found."""
        return name in map(_name, self.marks)


def read(interaction: Interaction) -> tuple[ReadTurn, ...]:
    """The turns somebody said something in. What the system noted is left out; turns of unknown speakers
    are the customer's where nobody else is, and the company's where the customer is known."""
    given = [
        (place, turn)
        for place, turn in enumerate(interaction.turns)
        if turn.speaker != "system" and turn.text
    ]
    speakers = {turn.speaker for _, turn in given}
    ours = {"agent", "bot"} if "customer" not in speakers else {"agent", "bot", "unknown"}
    found = []
    for place, turn in given:
        text = turn.text[:LONGEST]
        lower = lowered(text)
        words = tuple(WORD.findall(lower.replace("'", "")))
        if not words:
            continue
        side = turn.speaker in ours
        marks = tuple((AGENT if side else CUSTOMER).marks(lower, words))
        at_s = turn.at.timestamp() if turn.at is not None else turn.offset_s
        shouting = len(text) > 8 and text.isupper()
        found.append(ReadTurn(place, side, text, lower, words, marks, at_s, turn.person, shouting))
    return tuple(found)


def lowered(text: str) -> str:
    """Lower case of the same length, with plain apostrophes."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(one if len(one.lower()) > 1 else one.lower() for one in text)
    return low.replace("’", "'").replace("‘", "'").replace("`", "'")
