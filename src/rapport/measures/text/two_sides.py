"""The words of two collections side by side."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from rapport.measures.inputs import Floats, labels, numbers, sums
from rapport.measures.text.word_counts import WordCounts, word_counts
from rapport.records.errors import InputError

UNITS = (None, "word", "document")


@dataclass(frozen=True, eq=False)
class TwoSides:
    """Counts `a` and `b` of the same `words`; their design effects, unevenness and the documents that
    have them (without end: words are the units); and rows left out."""

    words: Sequence[Hashable]
    a: Floats
    b: Floats
    clumping_a: Floats
    clumping_b: Floats
    uneven_a: Floats
    uneven_b: Floats
    within_a: Floats
    within_b: Floats
    documents: bool
    left_out: Mapping[str, int]

    def freedom(self, variance_a: Floats, variance_b: Floats) -> Floats:
        """Degrees of freedom of a difference with these variances: the texts that have the word are what
        its clumping is known from (Satterthwaite); without end where words are the units."""
        below = variance_a**2 / np.maximum(self.within_a - 1, 1)
        below = below + variance_b**2 / np.maximum(self.within_b - 1, 1)
        total = (variance_a + variance_b) ** 2
        found: Floats = np.divide(total, below, out=np.full(len(total), np.inf), where=below > 0)
        return found


def two_sides(counts_a: Any, counts_b: Any, words: Any, units: str | None) -> TwoSides:
    """Both sides on the union of their words.

    With `words`, the counts are columns beside it. Documents are the units where they are known, unless
    `units` is "word".
    """
    if units not in UNITS:
        raise InputError(f"units {units!r} are unknown", "units", 'use "word" or "document"')
    if words is not None:
        return _beside(counts_a, counts_b, words, units)
    sides = [word_counts(one) for one in (counts_a, counts_b)]
    known = all(one.documents is not None for one in sides)
    if units == "document" and not known:
        raise InputError("documents are not known", "units", "give lists of words, one a document")
    by_document = known and units != "word"
    every = dict.fromkeys(chain.from_iterable(one.words for one in sides))
    index = dict(zip(every, range(len(every)), strict=True))
    places = [np.fromiter(map(index.__getitem__, one.words), np.intp, len(one.words)) for one in sides]
    columns: dict[str, Floats] = {}
    for side, one, place in zip("ab", sides, places, strict=True):
        count, effect, uneven = np.zeros(len(index)), np.ones(len(index)), np.zeros(len(index))
        within = np.full(len(index), np.inf)
        count[place] = one.count
        if by_document:
            effect[place], uneven[place] = one.clumping(), one.unevenness()
            within[place] = np.inf if one.within is None else one.within
        columns |= {side: count, f"clumping_{side}": effect, f"uneven_{side}": uneven}
        columns[f"within_{side}"] = within
    out = sides[0].left_out + sides[1].left_out
    excluded = {"no count": out} if out else {}
    return TwoSides(words=list(index), documents=by_document, left_out=excluded, **columns)


def _beside(counts_a: Any, counts_b: Any, words: Any, units: str | None) -> TwoSides:
    """Two columns of counts beside one of words; words named twice are added."""
    if units == "document":
        raise InputError("documents are not known", "units", "give lists of words, one a document")
    a = numbers(counts_a, "counts_a")
    b = numbers(counts_b, "counts_b", length=len(a))
    if (a < 0).any() or (b < 0).any():
        raise InputError("a count is negative", "counts_a, counts_b", "give counts ≥ 0")
    code, names = labels(words, "words", length=len(a))
    used = ~(np.isnan(a) | np.isnan(b)) & (code >= 0)
    a, b = (sums(code[used], one[used], len(names)) for one in (a, b))
    out = int((~used).sum())
    one, none, endless = np.ones(len(names)), np.zeros(len(names)), np.full(len(names), np.inf)
    return TwoSides(
        names, a, b, one, one, none, none, endless, endless, False, {"no count": out} if out else {}
    )


def align(counts: WordCounts, words: Sequence[Hashable]) -> Floats:
    """The counts of given words, 0 where one does not occur."""
    index = {word: place for place, word in enumerate(words)}
    found = np.zeros(len(words))
    places = np.array([index.get(word, -1) for word in counts.words], dtype=np.intp)
    here = places >= 0
    found[places[here]] = counts.count[here]
    return found
