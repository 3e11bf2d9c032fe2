"""Whether a text gives anything to judge a feeling by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rapport.language.feeling.sentiment.lexicon import RESERVED, Lexicon
from rapport.language.feeling.sentiment.reading import Reading, words_in

Flags = NDArray[np.bool_]
PLAIN_WORDS, PLAIN_SHARE = 3, 0.2
"""So many of the plainest words of English, and so large a share, make a text that feeling would show in."""
FOREIGN_FROM, FOREIGN_PLAIN, FOREIGN_KNOWN = 6, 0.12, 0.3
"""A text of so many words with fewer plain and known ones is in another language: what looks like a word of
feeling in it ("die") is none."""


def count(reading: Reading, which: Flags) -> NDArray[np.int64]:
    """How many such units each text has."""
    return np.bincount(reading.text[which], minlength=reading.texts)


def basis(reading: Reading, strength: NDArray[np.float64], known: Lexicon) -> Flags:
    """Texts with a word of feeling, or in plain English without one; not those in another language."""
    felt = count(reading, strength != 0) > 0
    return np.asarray((felt | plain_in(reading, known)) & ~foreign(reading, known))


def plain_in(reading: Reading, known: Lexicon) -> Flags:
    """Texts in plain enough English that no word of feeling means no feeling."""
    plain, words = count(reading, known.plain[reading.word]), words_in(reading)
    return np.asarray((plain >= PLAIN_WORDS) & (plain >= PLAIN_SHARE * words))


def foreign(reading: Reading, known: Lexicon) -> Flags:
    """Texts that are no English, as far as their words tell."""
    plain, words = count(reading, known.plain[reading.word]), words_in(reading)
    ours = count(reading, reading.word >= RESERVED)
    few = (plain < FOREIGN_PLAIN * words) & (ours < FOREIGN_KNOWN * words)
    return np.asarray((words >= FOREIGN_FROM) & few)
