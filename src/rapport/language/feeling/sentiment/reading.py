"""Texts cut into words, once for all that is asked of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from rapport.language.feeling.sentiment.lexicon import (
    BETWEEN,
    PAUSE,
    RESERVED,
    SAME,
    UNKNOWN,
    Lexicon,
    lexicon,
)

BITS = 7
CAPITALS, STRETCHED, CLAUSE, SENTENCE, ASKED = 1, 2, 4, 8, 16
CALLED_SHIFT = 5
"""A unit is a word's id and what stands about it: in capitals, stretched ("sooo"), the last of a clause, of a
sentence, of a question; and up to three exclamation marks."""
BORDER = "\x01"
LONGEST_KEPT, MOST_KEPT = 40, 200_000
FEWEST_STRETCHED = 4

WORD = r"\d+(?:[.,:]\d+)*(?:[^\W\d_]+)?|[^\W_]+(?:['’][^\W_]+)*"
CONTRACTED = re.compile(r"(?:['’](?:ll|re|ve|s|m))$")
MANY = re.compile(r"(.)\1{2,}")
BLANKS = "\t\n\r\x0b\x0c\xa0\u2028\u2029\x85"


@dataclass(frozen=True)
class Reading:
    """Units in their order: `word` ids, `marks`, the `text`, clause and sentence each is of (counted from 0
    over all)."""

    texts: int
    word: NDArray[np.int32]
    marks: NDArray[np.int32]
    text: NDArray[np.int64]
    clause: NDArray[np.int64]
    sentence: NDArray[np.int64]


class Reader(dict[str, tuple[int, ...]]):
    """Pieces between blanks as units; those seen before are remembered."""

    def __init__(self, known: Lexicon) -> None:
        super().__init__()
        self.known = known
        self._edges: dict[str, list[tuple[int, int, int]]] = {}
        signs = sorted(known.signs, key=lambda sign: (-len(sign), sign))
        self.pieces = re.compile("|".join([WORD, *map(re.escape, signs), r"[!?]+", r"[\W_]"]))

    def __missing__(self, piece: str) -> tuple[int, ...]:
        plain = piece.isascii() and piece not in self.known.signs
        if plain and piece.isalpha():
            units: tuple[int, ...] = (self._unit(piece),)
        elif plain and piece[:-1].isalpha():  # most of the rest: a word and one sign behind it
            units = (
                (_marked(self._unit(piece[:-1]), piece[-1]),) if piece[-1] in ".,!?:;" else self._all(piece)
            )
        else:
            units = self._all(piece)
        if len(piece) <= LONGEST_KEPT:
            if len(self) > MOST_KEPT:
                self.clear()
            self[piece] = units
        return units

    def _all(self, piece: str) -> tuple[int, ...]:
        return tuple(unit for unit, _, _ in self.units(piece))

    def edges(self, piece: str) -> list[tuple[int, int, int]]:
        """`units`, remembered for short pieces."""
        found = self._edges.get(piece)
        if found is None:
            found = list(self.units(piece))
            if len(piece) <= LONGEST_KEPT:
                if len(self._edges) > MOST_KEPT:
                    self._edges.clear()
                self._edges[piece] = found
        return found

    def units(self, piece: str) -> Iterator[tuple[int, int, int]]:
        """The units of one piece, with the characters of each."""
        if piece == BORDER:
            yield (BETWEEN << BITS) | CLAUSE | SENTENCE, 0, 0
            return
        if piece in self.known.signs:
            yield self.known.signs[piece] << BITS, 0, len(piece)
            return
        if "://" in piece or piece.startswith(("@", "www.")):
            yield UNKNOWN << BITS, 0, len(piece)
            return
        held: list[int] | None = None
        for match in self.pieces.finditer(piece):
            unit = self._unit(match.group())
            if unit >= 0:
                if held:
                    yield held[0], held[1], held[2]
                held = [unit, match.start(), match.end()]
                continue
            held = held or [PAUSE << BITS, match.start(), match.end()]
            held[0] = _marked(held[0], match.group())
        if held:
            yield held[0], held[1], held[2]

    def _unit(self, found: str) -> int:
        """A word or a sign as a unit; −1 for what only divides."""
        if found in self.known.signs:
            return self.known.signs[found] << BITS
        if not (found[0].isalnum()):
            return -1
        marks = CAPITALS if len(found) > 1 and found.isupper() else 0
        word, stretched = self._word(found.lower())
        return (word << BITS) | marks | (STRETCHED if stretched else 0)

    def _word(self, lower: str) -> tuple[int, bool]:
        if "'" in lower or "’" in lower:
            lower = CONTRACTED.sub("", lower).replace("'", "").replace("’", "")
        plain = SAME.get(lower, lower)
        ids = self.known.ids
        known = ids.get(plain)
        if known is not None:
            return known, False
        if len(plain) >= FEWEST_STRETCHED and MANY.search(plain):
            for shorter in (MANY.sub(r"\1\1", plain), MANY.sub(r"\1", plain)):
                if shorter in ids:
                    return ids[shorter], True
        return UNKNOWN, False


def _marked(unit: int, sign: str) -> int:
    """The unit with what a sign behind it says."""
    if sign[0] in "!?":
        called = min((unit >> CALLED_SHIFT & 3) + sign.count("!"), 3)
        unit = (unit & ~(3 << CALLED_SHIFT)) | called << CALLED_SHIFT | SENTENCE | CLAUSE
        return unit | (ASKED if "?" in sign else 0)
    if sign in ".…":
        return unit | SENTENCE | CLAUSE
    return unit | CLAUSE if sign in ',;:()[]–—"~|*' else unit


@cache
def reader() -> Reader:
    """The one of this process."""
    return Reader(lexicon())


def pieces(texts: Sequence[str]) -> list[str]:
    """All texts cut at blanks, with a border before each."""
    if not texts:
        return []
    joined = f"{BORDER} " + f" {BORDER} ".join(texts)
    if joined.count(BORDER) != len(texts):
        return pieces([text.replace(BORDER, " ") for text in texts])
    for blank in BLANKS:
        joined = joined.replace(blank, " ")
    return joined.split(" ")


def read(texts: Sequence[str]) -> Reading:
    """All texts as one row of units."""
    return of_pieces(pieces(texts), len(texts))


def of_pieces(given: list[str], texts: int) -> Reading:
    """The units of what was cut already."""
    units = np.fromiter(chain.from_iterable(map(reader().__getitem__, given)), dtype=np.int32)
    word, marks = units >> BITS, units & ((1 << BITS) - 1)
    border = word == BETWEEN
    before = np.zeros(len(units), dtype=np.int32)
    before[1:] = marks[:-1]
    # A border ends what stands before it, also without a full stop, and is alone in its clause.
    text = np.cumsum(border) - 1
    clause = np.cumsum(((before & CLAUSE) > 0) | border)
    sentence = np.cumsum(((before & SENTENCE) > 0) | border)
    return Reading(texts, word, marks, text, clause, sentence)


def words_in(reading: Reading) -> NDArray[np.int64]:
    """How many words and signs each text has."""
    counted = (reading.word == UNKNOWN) | (reading.word >= RESERVED)
    return np.bincount(reading.text[counted], minlength=reading.texts)
