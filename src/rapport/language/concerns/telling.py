"""The words that set groups of texts apart, and names made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rapport.language.concerns.grams import CONTENT_OUT
from rapport.language.concerns.stop_words import UNNAMED
from rapport.language.concerns.words import spelled, stem

TOLD = 8
"""Telling words that are kept for a group."""
IN_NAME = 3
COMMON = 0.15
"""A word in a name occurs in this share of the group's texts, where such words exist."""
CLEAR = 1.96


class TellingWord(NamedTuple):
    """A word as mostly written, how far it sets the group apart (z of its log-odds), and the share of the
    group's texts that have it."""

    word: str
    z: float
    share: float


@dataclass(frozen=True, eq=False)
class _Counts:
    """Texts of each group that have each stem; how each stem is mostly written, and where that
    word stands in a text."""

    stems: list[str]
    texts: NDArray[np.float64]
    sizes: NDArray[np.float64]
    written: dict[str, str]
    place: dict[str, float]


def telling_words(
    texts: Sequence[str], labels: NDArray[np.int64], groups: int
) -> tuple[list[tuple[TellingWord, ...]], list[str]]:
    """Of each group the words that tell it from all others, best first; and a name of them.

    How sure: z of the log-odds with an informative Dirichlet prior, of texts that have a word.

    References: Monroe, Colaresi & Quinn (2008) doi:10.1093/pan/mpn018.
    """
    counts = _count(texts, labels, groups)
    z = _z(counts)
    found = [_best(counts, z[group], group) for group in range(groups)]
    return found, _names(found, counts.place)


def _count(texts: Sequence[str], labels: NDArray[np.int64], groups: int) -> _Counts:
    have: list[Counter[str]] = [Counter() for _ in range(groups)]
    forms: dict[str, Counter[str]] = {}
    place: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for text, label in zip(texts, labels.tolist(), strict=True):
        seen: set[str] = set()
        for at, word in enumerate(spelled(text)):
            root = stem(word)
            if root in CONTENT_OUT or root in seen or not 1 < len(word) < 30:
                continue
            seen.add(root)
            forms.setdefault(root, Counter())[word] += 1
            place[root] += at
            times[root] += 1
        have[label].update(seen)
    stems = sorted(times)
    table = np.array([[one[root] for root in stems] for one in have], dtype=float).reshape(groups, len(stems))
    written = {root: min(one, key=lambda word: (-one[word], word)) for root, one in forms.items()}
    sizes = np.bincount(labels, minlength=groups).astype(float)
    where = {written[root]: place[root] / times[root] for root in stems}
    return _Counts(stems, table, sizes, written, where)


def _z(counts: _Counts) -> NDArray[np.float64]:
    """z of the log-odds of every word in every group against the rest; the prior weighs as much as a text of
    the group's own length of vocabulary."""
    table = counts.texts
    every = table.sum(axis=0)
    total = max(every.sum(), 1.0)
    prior = every / total * max(10.0, total**0.5)
    inside, outside = table + prior, every - table + prior
    own, rest = inside.sum(axis=1, keepdims=True), outside.sum(axis=1, keepdims=True)
    if len(table) == 1:
        return np.zeros_like(table)
    odds = np.log(inside / np.maximum(own - inside, 0.5)) - np.log(outside / np.maximum(rest - outside, 0.5))
    found: NDArray[np.float64] = odds / np.sqrt(1 / inside + 1 / outside)
    return found


def _best(counts: _Counts, z: NDArray[np.float64], group: int) -> tuple[TellingWord, ...]:
    share = counts.texts[group] / max(counts.sizes[group], 1.0)
    order = sorted(range(len(z)), key=lambda at: (-z[at], -share[at], counts.stems[at]))[:TOLD]
    return tuple(
        TellingWord(counts.written[counts.stems[at]], float(z[at]), float(share[at]))
        for at in order
        if z[at] > 0 or len(counts.sizes) == 1
    )


def _names(told: Sequence[Sequence[TellingWord]], place: Mapping[str, float]) -> list[str]:
    """Up to three telling words in the order in which they are said; more, then a number, where those are
    another group's name."""
    found: list[str] = []
    taken: set[str] = set()
    for words in told:
        able = [one for one in words if one.word not in UNNAMED]
        clear = [one for one in able if (one.z >= CLEAR or len(told) == 1) and one.share >= COMMON] or (
            able or list(words)
        )[:1]
        longer = clear + [one for one in able if one not in clear]
        tries = [longer[:many] for many in range(min(IN_NAME, len(clear)), len(longer) + 1)]
        names = [
            " ".join(one.word for one in sorted(some, key=lambda one: (place[one.word], one.word)))
            for some in tries
        ]
        names = [name or "unnamed" for name in names]
        names += [f"{names[0]} ({number})" for number in range(2, len(told) + 2)]
        found.append(next(name for name in names if name not in taken))
        taken.add(found[-1])
    return found
