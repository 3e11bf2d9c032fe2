"""Words of feeling found in turns, each with which feeling and how strongly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from rapport.language.feeling.emotion.words import agent, customer, threats
from rapport.language.feeling.sentiment.lexicon import UNKNOWN, Lexicon, lexicon, lines, spellings
from rapport.language.feeling.sentiment.phrases import Phrases
from rapport.language.feeling.sentiment.reading import Reading

CUSTOMER = ("angry", "annoyed", "disappointed", "worried", "confused", "grateful", "happy")
AGENT = ("impatient", "empathetic", "apologetic", "warm", "unable")
THREATS = ("escalation", "churn")
"""In the order that decides between equals."""
REACH = 3


@dataclass(frozen=True)
class Cues:
    """A list as a tree of phrases; `kind` is the place of each in `labels`."""

    labels: tuple[str, ...]
    phrases: Phrases
    kind: NDArray[np.int64]
    weight: NDArray[np.float64]


@dataclass(frozen=True)
class Found:
    """Cues that stand in a reading: first unit, how many, which label, how strongly."""

    start: NDArray[np.int64]
    length: NDArray[np.int64]
    kind: NDArray[np.int64]
    weight: NDArray[np.float64]
    denied: NDArray[np.bool_]


@cache
def cues(whose: str) -> Cues:
    """Those of `customer`, `agent` or `threats`, made once a process."""
    labels, text = {
        "customer": (CUSTOMER, customer.TEXT),
        "agent": (AGENT, agent.TEXT),
        "threats": (THREATS, threats.TEXT),
    }[whose]
    return _made(labels, text, lexicon())


def _made(labels: tuple[str, ...], text: str, known: Lexicon) -> Cues:
    given: dict[tuple[int, ...], tuple[int, float]] = {}
    for key, words in lines(text):
        label, _, weight = key.partition("/")
        for entry in words:
            for way in spellings(entry):
                ids = tuple(known.signs[one] if one in known.signs else known.ids[one] for one in way)
                given.setdefault(ids, (labels.index(label), float(weight)))
    return Cues(
        labels,
        Phrases.of(list(given)),
        np.array([kind for kind, _ in given.values()], dtype=np.int64),
        np.array([weight for _, weight in given.values()]),
    )


def find(
    reading: Reading, which: Cues, of: NDArray[np.bool_], anew: NDArray[np.bool_] | None = None
) -> Found:
    """All of them in the texts marked so; denied are those behind a denial that is no part of a cue, and
    from which no unit that begins `anew` parts them."""
    word = np.where(of[reading.text], reading.word, UNKNOWN).astype(np.int32)
    start, length, phrase = which.phrases.find(word, reading.clause)
    negates = lexicon().negates[word] & ~lexicon().answers[word]
    for extra in range(int(length.max(initial=0))):
        negates[start[length > extra] + extra] = False
    denied, open_ = np.zeros(len(start), dtype=bool), np.ones(len(start), dtype=bool)
    for back in range(1, REACH + 1):
        behind = np.maximum(start - back, 0)
        same = (start >= back) & (reading.clause[behind] == reading.clause[start])
        denied |= open_ & same & negates[behind]
        if anew is not None:
            open_ &= ~anew[behind]
    return Found(start, length, which.kind[phrase], which.weight[phrase], denied)
