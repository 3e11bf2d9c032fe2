"""Conversations heard turn by turn, many at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.language.feeling.emotion.turns import Turns, heard
from rapport.language.feeling.sentiment.reading import of_pieces, pieces
from rapport.language.languages.detect import ENGLISH, spoken
from rapport.records.interaction import Interaction

CUSTOMER, AGENT, OTHER = 1, 2, 0
SIDES = {"customer": CUSTOMER, "agent": AGENT}
UNHEARD = frozenset({"bot", "system"})
MOST_TURNS, MOST_CHARACTERS = 4_096, 1 << 20
"""What is heard together: enough to be fast, not more than fits."""


@dataclass(frozen=True)
class Voice:
    """One conversation of a part: its turns are the rows `low` to `high` of `turns`; `places` say which of
    its turns each row is, `sides` whose."""

    conversation: Interaction
    part: Part
    low: int
    high: int

    def rows(self, side: int) -> list[int]:
        """The rows of one side that have a basis."""
        basis, sides = self.part.basis, self.part.sides
        return [row for row in range(self.low, self.high) if sides[row] == side and basis[row]]


@dataclass(frozen=True)
class Part:
    """Some conversations heard together, as columns by turn; `plain` are those in so many plain words that
    no feeling among them means that none is shown."""

    turns: Turns
    pieces: list[str]
    places: list[int]
    sides: list[int]
    sentiment: list[float]
    basis: list[bool]
    plain: list[bool]


def listen(conversations: Sequence[Interaction]) -> Iterator[Voice]:
    """Every conversation in its order. What is heard of one does not depend on the others."""
    some: list[Interaction] = []
    turns = characters = 0
    for one in conversations:
        some.append(one)
        turns += len(one.turns)
        characters += sum(len(turn.text) for turn in one.turns)
        if turns >= MOST_TURNS or characters >= MOST_CHARACTERS:
            yield from _heard(some)
            some, turns, characters = [], 0, 0
    yield from _heard(some)


def _heard(conversations: Sequence[Interaction]) -> Iterator[Voice]:
    texts, places, sides, ends = list[str](), list[int](), list[int](), [0]
    english = list[bool]()
    for one in conversations:
        # What a source calls the language is believed where the words do not say that it is English.
        ours = (one.language or ENGLISH).lower().startswith(ENGLISH) or spoken(one) == ENGLISH
        for place, turn in enumerate(one.turns):
            if turn.speaker not in UNHEARD:
                texts.append(turn.text)
                places.append(place)
                sides.append(SIDES.get(turn.speaker, OTHER))
                english.append(ours)
        ends.append(len(texts))
    part = _part(texts, places, sides, english)
    for one, low, high in zip(conversations, ends, ends[1:], strict=False):
        yield Voice(one, part, low, high)


def _part(texts: list[str], places: list[int], sides: list[int], english: list[bool]) -> Part:
    cut = pieces(texts)
    whose: NDArray[np.int64] = np.array(sides, dtype=np.int64)
    turns = heard(
        of_pieces(cut, len(texts)), whose == CUSTOMER, whose == AGENT, np.array(english, dtype=bool)
    )
    return Part(
        turns, cut, places, sides, turns.sentiment.tolist(), turns.basis.tolist(), turns.plain.tolist()
    )
