"""Which feeling each turn shows, with how likely people would hear it too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.language.feeling.emotion.cues import AGENT as SOUNDS
from rapport.language.feeling.emotion.cues import CUSTOMER as FEELINGS
from rapport.language.feeling.emotion.cues import Found
from rapport.language.feeling.emotion.probability import (
    AGENT,
    CUSTOMER,
    LIKELY,
    chances,
    meant,
    of_nothing,
    of_threats,
)
from rapport.language.feeling.emotion.turns import ANNOYED, SHOWN_FROM, Turns
from rapport.language.feeling.sentiment.reading import Reading, words_in

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
SAID = SOUNDS[:-1]
"""What agents sound like; that they cannot help is no feeling."""


@dataclass(frozen=True)
class Likely:
    """By turn: the likeliest feeling as a place in its list, whether it is given, how likely the `likeliest`
    is, shown or not, and the probability of what is said: of the feeling, or that nothing is felt. Of each
    threat its own."""

    kind: NDArray[np.int64]
    given: Flags
    likeliest: Numbers
    probability: Numbers
    threats: Numbers


def likely(turns: Turns, customers: Flags) -> Likely:
    """What is likeliest of each turn; `customers` says which are theirs, all others are an agent's."""
    words = words_in(turns.reading).astype(float)
    theirs = turns.agent[:, : len(SAID)]
    ours = chances(CUSTOMER, turns.customer, named_in(turns, "customer"), turns.sentiment, words)
    sounds = chances(AGENT, theirs, named_in(turns, "agent"), turns.sentiment, words)
    shown = np.where(turns.customer >= SHOWN_FROM, ours, 0.0), np.where(theirs >= SHOWN_FROM, sounds, 0.0)
    kind = np.where(customers, shown[0].argmax(axis=1), shown[1].argmax(axis=1))
    best = np.where(customers, shown[0].max(axis=1, initial=0), shown[1].max(axis=1, initial=0))
    given = best >= LIKELY
    hidden = np.where(customers, ours.max(axis=1, initial=0), sounds.max(axis=1, initial=0))
    nothing = np.where(customers, of_nothing("calm", hidden, words), of_nothing("neutral", hidden, words))
    return Likely(kind, given, hidden, np.where(given, best, nothing), of_threats(turns.threats))


def named_in(turns: Turns, whose: str) -> Flags:
    """By text and label whether words name the feeling; who threatens says enough of being annoyed."""
    labels = FEELINGS if whose == "customer" else SAID
    named = _named(turns.reading, turns.found[whose], len(labels))
    if whose == "customer":
        named[:, ANNOYED] |= meant(turns.threats) > 0
    return named


def _named(reading: Reading, found: Found, labels: int) -> Flags:
    kept = ~found.denied & (found.weight > 0) & (found.kind < labels)
    named = np.zeros((reading.texts, labels), dtype=bool)
    named[reading.text[found.start[kept]], found.kind[kept]] = True
    return named
