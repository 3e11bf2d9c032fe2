"""Words of one collection of texts, with what their spread over documents says of chance."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.columns import is_missing, rows_of
from rapport.measures.inputs import Codes, Floats, labels, numbers, sums
from rapport.records.errors import InputError


@dataclass(frozen=True, eq=False)
class WordCounts:
    """`count` of each of the `words`, and where documents are known their number, and of each word: the
    sum of squares over documents, the sum of (its count × the document's words), the documents that have
    it, and Gries' deviation of proportions (0 even, 1 in one place)."""

    words: Sequence[Hashable]
    count: Floats
    documents: int | None = None
    squares: Floats | None = None
    cross: Floats | None = None
    length_squares: float = 0.0
    within: Floats | None = None
    deviation: Floats | None = None
    left_out: int = 0

    @property
    def total(self) -> float:
        """All words counted."""
        return float(self.count.sum())

    def unevenness(self) -> Floats:
        """How far each word is from being spread as evenly as its count allows (0) to one place (1).

        A word that occurs f times in D documents cannot deviate by less than 1 − f/D, which says
        nothing against it.
        """
        if self.deviation is None or not self.documents:
            return np.zeros(len(self.count))
        least = np.clip(1 - self.count / self.documents, 0, 1 - 1 / max(self.documents, 2))
        found: Floats = np.clip((self.deviation - least) / (1 - least), 0, 1)
        return found

    def clumping(self) -> Floats:
        """Design effect of each word: variance of its share with documents as the units, over the
        variance if words fell independently; 1 where it cannot be told."""
        if self.squares is None or self.cross is None or not self.documents or self.documents < 2:
            return np.ones(len(self.count))
        n = self.total
        p = self.count / n
        spread = self.squares - 2 * p * self.cross + p**2 * self.length_squares
        variance = np.maximum(spread, 0) * self.documents / (self.documents - 1)
        with np.errstate(invalid="ignore", divide="ignore"):
            effect = variance / (n * p * (1 - p))
        known: Floats = np.where(np.isfinite(effect) & (effect > 0), effect, 1.0)
        return known


@checked
def word_counts(documents: Any) -> WordCounts:
    """Counts the words of documents.

    Question it answers: how often does each word occur, and in how many texts?

    Definition: count of a word over all documents; documents that have it; Gries' deviation of
    proportions, half the sum over documents of |its share of the word − its share of all words|.

    Base: words. A missing word is left out and counted.

    Parameters: `documents` one list of words each; or two columns (document, word), three with the number
    of times; or {word: count} where documents are not known.

    Returns: WordCounts.

    Raises: InputError for texts that are not yet cut into words, negative counts.

    Do not: give texts; cutting into words depends on the language and is the caller's.

    Validated against: counting, and the deviation of proportions on five unequal parts, by hand.

    Example:
        >>> found = word_counts([["late", "late", "card"], ["card"]])
        >>> dict(zip(found.words, found.count.tolist())), found.within.tolist()
        ({'late': 2.0, 'card': 2.0}, [1.0, 2.0])

    References: Gries (2008), doi:10.1075/ijcl.13.4.02gri.

    See also: log_odds, keyness, weighted_log_odds.
    """
    if isinstance(documents, WordCounts):
        return documents
    if isinstance(documents, Mapping):
        return _counted(list(documents), list(documents.values()))
    if isinstance(documents, tuple) and len(documents) in (2, 3):
        document, names = labels(documents[0], "documents")
        word, words = labels(documents[1], "words", length=len(document))
        times = numbers(documents[2], "times", length=len(word)) if len(documents) == 3 else None
        return _of_rows(document, word, words, times, len(names))
    rows = [row if row is not None else () for row in rows_of(documents)]
    if any(isinstance(row, str | bytes | float | int) for row in rows):
        raise InputError("documents are not cut into words", "documents", "give a list of words for each")
    document = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    word, words = labels(list(chain.from_iterable(rows)), "words")
    return _of_rows(document, word, words, None, len(rows))


@checked
def word_counts_by(documents: Any, groups: Any) -> dict[Hashable, WordCounts]:
    """Counts the words of the documents of each group.

    Question it answers: what do promoters, detractors, channels… write?

    Definition: `word_counts` of each group's documents.

    Base: words. Documents without a group are left out.

    Parameters: `documents` one list of words each; `groups` one label for each document.

    Returns: {group: WordCounts}, sorted by name.

    Raises: InputError for columns of different lengths, and as `word_counts`.

    Validated against: `word_counts` of the parts.

    Example:
        >>> found = word_counts_by([["a"], ["a", "b"], ["b"]], ["x", "y", "y"])
        >>> {group: one.total for group, one in found.items()}
        {'x': 1.0, 'y': 3.0}

    See also: weighted_log_odds.
    """
    rows = rows_of(documents)
    code, names = labels(groups, "groups", length=len(rows))
    own: list[list[Any]] = [[] for _ in names]
    for row, group in zip(rows, code.tolist(), strict=True):
        if group >= 0:
            own[group].append(row)
    order = sorted(range(len(names)), key=lambda one: str(names[one]))
    return {names[one]: word_counts(own[one]) for one in order}


def _counted(words: list[Hashable], counts: list[Any]) -> WordCounts:
    """Counts that somebody made; words without a count are left out."""
    column = numbers(counts, "counts")
    if (column < 0).any():
        raise InputError("a count is negative", "counts", "give counts ≥ 0")
    used = ~np.isnan(column)
    if not set(map(type, words)) <= {str, int, tuple}:
        used &= np.array([not is_missing(word) for word in words], dtype=bool)
    names = [word for word, here in zip(words, used.tolist(), strict=True) if here]
    return WordCounts(names, column[used], left_out=int((~used).sum()))


def _of_rows(
    document: Codes, word: Codes, words: Sequence[Hashable], times: Floats | None, documents: int
) -> WordCounts:
    many = np.ones(len(word)) if times is None else times
    if (many < 0).any():
        raise InputError("times holds a negative count", "times", "give counts ≥ 0")
    used = (document >= 0) & (word >= 0) & ~np.isnan(many)
    kinds = max(len(words), 1)
    pair, place = np.unique(document[used] * kinds + word[used], return_inverse=True)
    each = sums(place.ravel(), many[used], len(pair))
    own, of = pair % kinds, pair // kinds
    length = sums(of, each, documents)
    count = sums(own, each, len(words))
    total = max(float(count.sum()), 1e-300)
    part = length / total
    with np.errstate(invalid="ignore", divide="ignore"):
        away = np.abs(each / count[own] - part[of]) - part[of]
        deviation = (1 + sums(own, away, len(words))) / 2
    return WordCounts(
        words,
        count,
        documents,
        sums(own, each**2, len(words)),
        sums(own, each * length[of], len(words)),
        float((length**2).sum()),
        sums(own[each > 0], None, len(words)),
        np.clip(deviation, 0, 1),
        int((~used).sum()),
    )
