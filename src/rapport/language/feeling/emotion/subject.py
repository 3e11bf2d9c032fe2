"""Who is said to do it: a company that closes an account is no customer who leaves."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from rapport.language.feeling.sentiment.lexicon import lexicon
from rapport.language.feeling.sentiment.reading import Reading

Flags = NDArray[np.bool_]
OWN = ("i", "we", "me", "us", "my", "our")
OTHERS = ("they", "he", "she", "which")
"""Words that say who does what follows. "You" is no other: it asks the company to do it."""
THINGS = ("it", "this", "that")
"""Others only right before what is done: elsewhere what is spoken of ("fix this or cancel my account")."""
HELPING = ("will", "would", "may", "might", "can", "could")
"""What may stand between such a thing and what it does."""
ANEW = ("or", "and", "so", "then", "please", "just")
"""Words with which somebody else may be asked, or do it: what stands before them says nothing."""
THINKING = ("think", "believe", "mean", "say", "said", "know", "want", "need")
"""Who denies these denies what "I" do behind them ("I do not think I will")."""
REACH = 10


@cache
def _speaks() -> NDArray[np.int8]:
    """By word id: 1 for the speaker, 2 others, 3 things, 4 helping words, 5 where it begins anew."""
    return _marked(OWN, OTHERS, THINGS, HELPING, ANEW)


@cache
def _denies_along() -> NDArray[np.int8]:
    """By word id: 1 for who begins anew what is denied no more, 2 for what hands a denial on."""
    return _marked(("i", "we"), THINKING)


def _marked(*groups: tuple[str, ...]) -> NDArray[np.int8]:
    known = lexicon()
    found = np.zeros(len(known.strength), dtype=np.int8)
    for mark, words in enumerate(groups, 1):
        found[[known.ids[one] for one in words]] = mark
    return found


def of_others(reading: Reading, start: NDArray[np.int64]) -> Flags:
    """Whether the nearest of these words before each unit, in its clause, names others."""
    speaks = _speaks()[reading.word]
    nearest, close = np.zeros(len(start), dtype=np.int8), np.ones(len(start), dtype=bool)
    for back in range(1, REACH + 1):
        behind = np.maximum(start - back, 0)
        who = speaks[behind]
        close &= (who == 3) | (who == 4)
        who = np.where((who == 4) | ((who == 3) & ~close), 0, who)
        open_ = (nearest == 0) & (start >= back) & (reading.clause[behind] == reading.clause[start])
        nearest[open_] = who[open_]
    return np.asarray((nearest == 2) | (nearest == 3))


def begins_anew(reading: Reading) -> Flags:
    """Units over which no denial reaches: "I" in "if this is not fixed I will sue you"."""
    marks = _denies_along()[reading.word]
    before = np.zeros_like(marks)
    before[1:] = marks[:-1]
    return np.asarray((marks == 1) & (before != 2))
