"""The label of every turn and the words it was judged by."""

from __future__ import annotations

import numpy as np

from rapport.language.annotation import CANNOT_TELL
from rapport.language.feeling.course.listening import CUSTOMER, Part
from rapport.language.feeling.emotion.cues import AGENT as SOUNDS
from rapport.language.feeling.emotion.cues import CUSTOMER as FEELINGS
from rapport.language.feeling.emotion.cues import THREATS, Found
from rapport.language.feeling.emotion.turns import SHOWN_FROM
from rapport.language.feeling.sentiment.spans import Spans

Span = tuple[int | None, int | None]
NOWHERE: Span = (None, None)
SAID = SOUNDS[:-1]
"""What agents sound like; that they cannot help is no feeling."""


class Evidence:
    """Labels and spans of the turns of one part."""

    def __init__(self, part: Part) -> None:
        turns = part.turns
        self.part = part
        self.spans = Spans.of(part.pieces)
        self._strongest = _strongest(part)
        sides = np.array(part.sides) == CUSTOMER
        agent = turns.agent[:, : len(SAID)]
        ours, theirs = turns.customer.max(axis=1, initial=0), agent.max(axis=1, initial=0)
        self._kind = np.where(sides, turns.customer.argmax(axis=1), agent.argmax(axis=1)).tolist()
        self._shown = np.where(sides, ours, theirs).tolist()
        self._cues = {name: _best_cue(part, found) for name, found in turns.found.items()}
        self._threatening = frozenset(
            np.flatnonzero(turns.threats.max(axis=1, initial=0) >= SHOWN_FROM).tolist()
        )

    def of_sentiment(self, row: int) -> Span:
        """The words that said most in the direction of the score; None where no word of feeling did."""
        unit = self._strongest[row]
        return NOWHERE if unit < 0 else self.spans.span(unit, int(self.part.turns.length[unit]))

    def emotion(self, row: int) -> tuple[str, float | None, Span]:
        """The strongest feeling of a turn, how strong it is (None: nothing to measure) and by which words."""
        customer = self.part.sides[row] == CUSTOMER
        strength = self._shown[row]
        if strength < SHOWN_FROM:
            if not self.part.basis[row]:
                return CANNOT_TELL, None, NOWHERE
            return ("calm" if customer else "neutral"), None, NOWHERE
        kind = self._kind[row]
        cue = self._cues["customer" if customer else "agent"].get((row, kind))
        span = self.of_sentiment(row) if cue is None else self.spans.span(*cue)
        return (FEELINGS if customer else SAID)[kind], strength, span

    def threats(self, row: int) -> list[tuple[str, float, Span]]:
        """What the customer says to do next."""
        if row not in self._threatening:
            return []
        strengths = self.part.turns.threats[row].tolist()
        cues = self._cues["threats"]
        return [
            (THREATS[kind], strength, self.spans.span(*cues[row, kind]))
            for kind, strength in enumerate(strengths)
            if strength >= SHOWN_FROM
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
