"""The words that set groups of texts apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.language.concerns.grams import CONTENT_OUT
from rapport.language.concerns.heard import Heard
from rapport.language.concerns.naming import group_names
from rapport.language.concerns.telling_word import TellingWord
from rapport.language.concerns.words import spelled, stem

TOLD = 8
"""Telling words that are kept for a group."""


@dataclass(frozen=True, eq=False)
class _Counts:
    """Texts of each group that have each stem; how each stem is mostly written, where that word stands in a
    text, and who said it."""

    stems: list[str]
    texts: NDArray[np.float64]
    sizes: NDArray[np.float64]
    written: dict[str, str]
    place: dict[str, float]
    heard: Heard


def telling_words(
    texts: Sequence[str], labels: NDArray[np.int64], groups: int, by: Sequence[Hashable] | None = None
) -> tuple[list[tuple[TellingWord, ...]], list[str]]:
    """Of each group the words that tell it from all others, best first; and a name. Words of fewer than three
    people (`by`: who said each text) are among neither.

    How sure: z of the log-odds with an informative Dirichlet prior, of texts that have a word.

    References: Monroe, Colaresi & Quinn (2008) doi:10.1093/pan/mpn018.
    """
    counts = _count(texts, labels, groups, by)
    z = _z(counts)
    found = [_best(counts, z[group], group) for group in range(groups)]
    return found, group_names(texts, labels, found, counts.place, by)


def _count(
    texts: Sequence[str], labels: NDArray[np.int64], groups: int, by: Sequence[Hashable] | None
) -> _Counts:
    heard = Heard(labels, groups, by)
    have: list[Counter[str]] = [Counter() for _ in range(groups)]
    forms: dict[str, Counter[str]] = {}
    place: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for number, (text, label) in enumerate(zip(texts, labels.tolist(), strict=True)):
        seen: set[str] = set()
        for at, word in enumerate(spelled(text)):
            root = stem(word)
            if root in CONTENT_OUT or root in seen or not 1 < len(word) < 30:
                continue
            seen.add(root)
            heard.add(label, root, number)
            forms.setdefault(root, Counter())[word] += 1
            place[root] += at
            times[root] += 1
        have[label].update(seen)
    stems = sorted(times)
    table = np.array([[one[root] for root in stems] for one in have], dtype=float).reshape(groups, len(stems))
    written = {root: min(one, key=lambda word: (-one[word], word)) for root, one in forms.items()}
    sizes = np.bincount(labels, minlength=groups).astype(float)
    where = {written[root]: place[root] / times[root] for root in stems}
    return _Counts(stems, table, sizes, written, where, heard)


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
    told = [at for at, root in enumerate(counts.stems) if counts.heard.enough(group, root)]
    order = sorted(told, key=lambda at: (-z[at], -share[at], counts.stems[at]))[:TOLD]
    return tuple(
        TellingWord(counts.written[counts.stems[at]], float(z[at]), float(share[at]))
        for at in order
        if z[at] > 0 or len(counts.sizes) == 1
    )
