"""Texts as counts of words, pairs of words and parts of words, in columns that need no dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain, pairwise, repeat
from typing import Any
from zlib import crc32

import numpy as np

from rapport.language.concerns.stop_words import ASKING, COURTESY, GRAMMAR
from rapport.language.concerns.words import NUMBER, spelled, stem, words

COLUMNS = 1 << 20
"""Few enough to hold, enough that two parts rarely share one."""
_MASK = COLUMNS - 1
APART_AT_MOST = 200
Parts = Callable[[str], list[int]]

EMPTY_STEMS = frozenset({NUMBER, *map(stem, GRAMMAR | COURTESY)})
ASKING_STEMS = frozenset(map(stem, ASKING))
CONTENT_OUT = EMPTY_STEMS | ASKING_STEMS


def topic_parts(text: str) -> list[int]:
    """Three and four letters in a row within the words that say what it is about."""
    found: list[int] = []
    for one in words(text):
        if one not in CONTENT_OUT:
            found += letters(one)
    return found


def wish_parts(text: str) -> list[int]:
    """The words and pairs of words that remain without grammar and courtesy: how it is asked counts too."""
    kept = [one for one in words(text) if one not in EMPTY_STEMS]
    return [column(one) for one in kept] + [_pair(a, b) for a, b in pairwise(kept)]


def all_parts(text: str) -> list[int]:
    """Every word, pair of words and letters in a row, and pairs of what it is about though other words stand
    between: for a model that learns itself what matters."""
    told = list(map(_word, spelled(text)))
    said = [one[0] for one in told]
    found = list(chain.from_iterable([one[1] for one in told]))
    found += map(_pair, said, said[1:])
    about = [one[0] for one in told if one[2]][:APART_AT_MOST]
    for at, one in enumerate(about):
        found += map(_apart, repeat(one), about[at + 1 : at + 4])
    return found


@lru_cache(maxsize=100_000)
def _word(written: str) -> tuple[str, tuple[int, ...], bool]:
    """Of a word as written its stem, where that and its letters are counted, and whether it says what it is
    about."""
    root = stem(written)
    return root, (column(root), *letters(root)), root not in CONTENT_OUT


@lru_cache(maxsize=100_000)
def column(word: str) -> int:
    """Where a word is counted: the same on every machine."""
    return crc32(word.encode("utf-8", "replace")) & _MASK


@lru_cache(maxsize=100_000)
def letters(word: str) -> tuple[int, ...]:
    """Where the three and four letters in a row of a word are counted; words are long at most."""
    framed = f"<{word[:40]}>"
    return tuple(
        crc32(b"#" + framed[at : at + size].encode("utf-8", "replace")) & _MASK
        for size in (3, 4)
        for at in range(max(1, len(framed) - size + 1))
    )


@lru_cache(maxsize=100_000)
def _apart(first: str, second: str) -> int:
    return crc32(f"{first}~{second}".encode("utf-8", "replace")) & _MASK


@lru_cache(maxsize=100_000)
def _pair(first: str, second: str) -> int:
    return crc32(f"{first} {second}".encode("utf-8", "replace")) & _MASK


def counted(texts: Iterable[str], parts: Parts) -> Any:
    """One row a text (CSR, COLUMNS wide), how often each part occurs in it."""
    from scipy.sparse import csr_array

    rows: list[Sequence[int]] = [parts(text) for text in texts]
    ends = np.zeros(len(rows) + 1, dtype=np.int32)
    np.cumsum([len(row) for row in rows], out=ends[1:])
    columns = np.fromiter(chain.from_iterable(rows), np.int32, int(ends[-1]))
    found = csr_array((np.ones(len(columns)), columns, ends), shape=(len(rows), COLUMNS))
    found.sum_duplicates()
    return found


def sublinear(counts: Any) -> Any:
    """Ten times the same word is not ten times the concern: 1 + log of each count."""
    counts.data = 1.0 + np.log(counts.data)
    return counts


def unit_rows(matrix: Any) -> Any:
    """Every row at length 1; empty ones stay empty."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    length[length == 0] = 1.0
    matrix.data = matrix.data / np.repeat(length, np.diff(matrix.indptr))
    return matrix
