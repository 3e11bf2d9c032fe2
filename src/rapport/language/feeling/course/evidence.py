"""The label of every turn and the words it was judged by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rapport.language.annotation import CANNOT_TELL
from rapport.language.feeling.course.listening import CUSTOMER, Part
from rapport.language.feeling.emotion.cues import CUSTOMER as FEELINGS
from rapport.language.feeling.emotion.cues import THREATS, Found
from rapport.language.feeling.emotion.likely import SAID, likely
from rapport.language.feeling.emotion.probability import LIKELY
from rapport.language.feeling.emotion.turns import ANNOYED, GRATEFUL, HAPPY
from rapport.language.feeling.sentiment.spans import Spans

Span = tuple[int | None, int | None]
NOWHERE: Span = (None, None)


class Evidence:
    """Labels and spans of the turns of one part."""

    def __init__(self, part: Part) -> None:
        turns = part.turns
        self.part = part
        self.spans = Spans.of(part.pieces)
        self._strongest = _strongest(part)
        sides = np.array(part.sides) == CUSTOMER
        found = likely(turns, sides)
        self._kind, self._given = found.kind.tolist(), found.given.tolist()
        good = np.isin(found.kind, [GRATEFUL, HAPPY])
        self._felt = (found.given * found.probability * np.where(good, 1, -1)).tolist()
        self._chance = found.probability.tolist()
        self._cues = {name: _best_cue(part, found) for name, found in turns.found.items()}
        self._chances = {
            row: found.threats[row].tolist()
            for row in np.flatnonzero(found.threats.max(axis=1, initial=0) >= LIKELY).tolist()
        }

    def felt(self, rows: Sequence[int]) -> list[float]:
        """How likely each of these turns of customers shows a feeling that is good, or bad (less than 0)."""
        return [self._felt[row] for row in rows]

    def of_sentiment(self, row: int) -> Span:
        """The words that said most in the direction of the score; None where no word of feeling did."""
        unit = self._strongest[row]
        return NOWHERE if unit < 0 else self.spans.span(unit, int(self.part.turns.length[unit]))

    def emotion(self, row: int) -> tuple[str, float | None, float | None, Span]:
        """The likeliest feeling of a turn, how strong it is (None: nothing to measure), how likely people
        would hear it too, and by which words. Calm and neutral too are told only where likelier than not."""
        customer, part = self.part.sides[row] == CUSTOMER, self.part
        if not self._given[row]:
            plain = part.plain[row] if customer else part.basis[row]
            if not plain or self._chance[row] < LIKELY:
                return CANNOT_TELL, None, None, NOWHERE
            return ("calm" if customer else "neutral"), None, self._chance[row], NOWHERE
        kind = self._kind[row]
        strengths = part.turns.customer if customer else part.turns.agent
        return (
            (FEELINGS if customer else SAID)[kind],
            float(strengths[row, kind]),
            self._chance[row],
            self._words(row, kind, customer),
        )

    def _words(self, row: int, kind: int, customer: bool) -> Span:
        cue = self._cues["customer" if customer else "agent"].get((row, kind))
        if cue is None and customer and kind == ANNOYED:
            threats = (self._cues["threats"].get((row, one)) for one in range(len(THREATS)))
            cue = next((one for one in threats if one is not None), None)
        return self.of_sentiment(row) if cue is None else self.spans.span(*cue)

    def threats(self, row: int) -> list[tuple[str, float, float, Span]]:
        """What the customer says to do next: how strongly, how likely meant so, by which words."""
        if row not in self._chances:
            return []
        strengths = self.part.turns.threats[row].tolist()
        cues = self._cues["threats"]
        return [
            (THREATS[kind], strengths[kind], chance, self.spans.span(*cues[row, kind]))
            for kind, chance in enumerate(self._chances[row])
            if chance >= LIKELY
        ]


def _strongest(part: Part) -> list[int]:
    """The unit of each turn that is strongest along its score, the first of equals; −1: none."""
    turns = part.turns
    best = np.full(turns.reading.texts, -1)
    at = np.flatnonzero(turns.strength)
    text = turns.reading.text[at]
    along = turns.strength[at] * np.where(turns.sentiment[text] < 0, -1, 1)
    at, text, along = at[along > 0], text[along > 0], along[along > 0]
    order = np.lexsort((at, -along, text))
    first = np.ones(len(order), dtype=bool)
    first[1:] = text[order][1:] != text[order][:-1]
    best[text[order][first]] = at[order][first]
    return [int(one) for one in best]


def _best_cue(part: Part, found: Found) -> dict[tuple[int, int], tuple[int, int]]:
    """By turn and label the strongest cue that is not denied, the first of equals: its units."""
    kept = np.flatnonzero(~found.denied)
    text, kind = part.turns.reading.text[found.start[kept]], found.kind[kept]
    order = np.lexsort((found.start[kept], -found.weight[kept], kind, text))
    text, kind, kept = text[order], kind[order], kept[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (text[1:] != text[:-1]) | (kind[1:] != kind[:-1])
    cells = zip(text[first].tolist(), kind[first].tolist(), strict=True)
    units = zip(found.start[kept[first]].tolist(), found.length[kept[first]].tolist(), strict=True)
    return dict(zip(cells, units, strict=True))
