"""A cheap first look: nearly every text holds nothing, and should cost next to nothing.

All texts of a record are looked through together, one after the other in one string: a search over two
thousand characters costs little more than one over twenty.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate

from rapport.redaction.digits import LONG_DIGITS
from rapport.redaction.emails import has_spelled_at, spelled_dots
from rapport.redaction.folding import fold, lower, without_invisible
from rapport.redaction.names import shortest_forms
from rapport.redaction.spoken import spoken_among
from rapport.redaction.unaccented import unaccented

# What a text may hold, as bits (an enum's set operations would cost more than the search itself).
AT_SIGN, DIGITS, SPOKEN, SPELLED, NAME = 1, 2, 4, 8, 16
EVERYTHING = AT_SIGN | DIGITS | SPOKEN | SPELLED | NAME

# Between two texts: no pattern above or below reaches over it, and no name holds it.
_BREAK = "\0\0\0\0"


def hints(texts: Sequence[str], names: tuple[str, ...], among: int = EVERYTHING) -> list[int]:
    """Which of `among` each text may hold; what stands beside a text changes nothing for it."""
    if len(texts) == 1:
        return [_hints_of_one(texts[0], names, among)]
    together = _Together(texts)
    found = [0] * len(texts)
    if among & AT_SIGN:
        together.mark(found, AT_SIGN, "@", together.folded)
    if among & DIGITS:
        for place in together.places(LONG_DIGITS):
            found[place] |= DIGITS
    if among & SPOKEN:
        for place in spoken_among(together.lowered, _BREAK):
            found[place] |= SPOKEN
    if among & SPELLED and has_spelled_at(together.lowered):
        for place in {together.place(at) for at in spelled_dots(together.lowered)}:
            if has_spelled_at(together.lowered_text(place)):
                found[place] |= SPELLED
    if among & NAME and names:
        plain = unaccented(together.lowered)
        for form in shortest_forms(names):
            together.mark(found, NAME, form, plain)
    return found


def _hints_of_one(text: str, names: tuple[str, ...], among: int) -> int:
    folded = fold(without_invisible(text))
    lowered = lower(folded)
    found = 0
    if among & AT_SIGN and "@" in folded:
        found |= AT_SIGN
    if among & DIGITS and LONG_DIGITS.search(folded):
        found |= DIGITS
    if among & SPOKEN and spoken_among(lowered, _BREAK):
        found |= SPOKEN
    if among & SPELLED and has_spelled_at(lowered) and next(spelled_dots(lowered), None) is not None:
        found |= SPELLED
    if among & NAME and names:
        plain = unaccented(lowered)
        for form in shortest_forms(names):
            if form in plain:
                return found | NAME
    return found


class _Together:
    """Several texts in one string, folded and in lower case."""

    def __init__(self, texts: Sequence[str]) -> None:
        joined = _BREAK.join(texts)
        if joined.isascii() and joined.count("\0") == len(_BREAK) * (len(texts) - 1):
            self.folded, self.lowered = joined, joined.lower()
            self._starts = list(accumulate((len(text) + len(_BREAK) for text in texts), initial=0))
            return
        each = [fold(without_invisible(text)).replace("\0", "\1") for text in texts]
        self.folded, self.lowered = _BREAK.join(each), _BREAK.join(map(lower, each))
        self._starts = list(accumulate((len(text) + len(_BREAK) for text in each), initial=0))

    def place(self, at: int) -> int:
        """Which text a character belongs to."""
        return bisect(self._starts, at) - 1

    def lowered_text(self, place: int) -> str:
        """One text in lower case."""
        return self.lowered[self._starts[place] : self._starts[place + 1] - len(_BREAK)]

    def places(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The texts in which a pattern is found."""
        at = 0
        while match := pattern.search(self.folded, at):
            place = bisect(self._starts, match.start()) - 1
            yield place
            at = self._starts[place + 1]

    def mark(self, found: list[int], hint: int, what: str, text: str) -> None:
        """Adds `hint` to every text that holds `what`."""
        at = text.find(what)
        while at >= 0:
            place = bisect(self._starts, at) - 1
            found[place] |= hint
            at = text.find(what, self._starts[place + 1])
