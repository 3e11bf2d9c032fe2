"""How likely it is that people would hear a feeling in a turn, and a threat.

The constants rest on two readings of 387 turns of four companies' chats and complaints that saw no label
(`benchmarks/judged`, the half that rules may be mended by): 1/(1 + exp(−x)), where x grows with the strength
of the words, a sentiment that goes along and, in short turns, their weight in the whole; and is less where no
word names the feeling and where another is felt beside it. Levels of rare feelings are drawn to the mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
LIKELY = 0.5
"""A feeling or threat that is less likely is not given."""
SHORTEST, USUAL, LONGEST = 3, 12, 100
"""Words between which length counts, and those of a usual turn."""


@dataclass(frozen=True)
class Odds:
    """`level` by label; `goes_along`: how far a good sentiment speaks for each (less than 0: against);
    `long` by label: what more words than usual take or give."""

    level: tuple[float, ...]
    goes_along: tuple[float, ...]
    long: tuple[float, ...]
    strength: float
    sentiment: float
    unnamed: float
    rival: float


CUSTOMER = Odds(
    level=(-0.69, -0.76, 0.3, 0.06, -0.69, -0.03, -1.6),
    goes_along=(-1.0, -1.0, -1.0, -1.0, -0.5, 1.0, 1.0),
    long=(-0.94, 0.0, -0.94, -0.94, -0.94, -0.94, -0.94),
    strength=2.89,
    sentiment=0.43,
    unnamed=-1.45,
    rival=-1.28,
)
"""Of angry, annoyed, disappointed, worried, confused, grateful, happy."""
AGENT = Odds(
    level=(-2.79, -1.09, -2.36, -3.88),
    goes_along=(0.0,) * 4,
    long=(0.0,) * 4,
    strength=7.47,
    sentiment=0.0,
    unnamed=0.0,
    rival=0.0,
)
"""Of impatient, empathetic, apologetic, warm."""
THREATS = ((-3.3, 4.92), (-3.31, 4.92))
"""Level and slope on the strength of escalation and churn."""
NOTHING = {"calm": (1.7, -1.93, -1.22), "neutral": (3.7, 0.0, 0.0)}
"""Level, and slopes on the chance of the likeliest feeling that was not given and on more words than usual.
Of 44 turns of agents called neutral all were: neither makes a difference there."""


def chances(odds: Odds, strength: Numbers, named: Flags, sentiment: Numbers, words: Numbers) -> Numbers:
    """That each feeling is heard in each text (texts × labels); 0 where nothing speaks for it."""
    length = length_of(words)
    x = (
        np.array(odds.level)
        + odds.strength * strength
        + odds.sentiment * sentiment[:, None] * np.array(odds.goes_along)
        + odds.unnamed * ~named
        + length[:, None] * np.array(odds.long)
        + odds.rival * strongest_other(strength)
    )
    return np.where(strength > 0, 1 / (1 + np.exp(-x)), 0.0)


def of_threats(strength: Numbers) -> Numbers:
    """That a customer means each threat (texts × threats); 0 where no word says so."""
    level, slope = np.array(THREATS).T
    return np.where(strength > 0, 1 / (1 + np.exp(-level - slope * strength)), 0.0)


def meant(strength: Numbers) -> Numbers:
    """How strong the strongest threat of each text is that is likely enough to be given; 0 without one."""
    return np.asarray(np.where(of_threats(strength) >= LIKELY, strength, 0.0).max(axis=1, initial=0))


def of_nothing(label: str, likeliest: Numbers, words: Numbers) -> Numbers:
    """That a text of so many words is calm or neutral in which the likeliest feeling is only so likely."""
    level, slope, long = NOTHING[label]
    return np.asarray(1 / (1 + np.exp(-level - slope * likeliest - long * length_of(words))))


def length_of(words: Numbers) -> Numbers:
    """How much longer than usual a text of so many words is: 0 as usual, below 0 shorter."""
    return np.asarray(np.log(np.clip(words, SHORTEST, LONGEST) / USUAL))


def strongest_other(strength: Numbers) -> Numbers:
    """By text and label the strength of the strongest other label."""
    if strength.shape[1] < 2 or not len(strength):
        return np.zeros_like(strength)
    second, first = np.sort(strength, axis=1)[:, -2:].T
    best = strength == first[:, None]
    alone = best.sum(axis=1) == 1
    return np.asarray(np.where(best & alone[:, None], second[:, None], first[:, None]))
