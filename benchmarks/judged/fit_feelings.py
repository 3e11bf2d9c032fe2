"""Fits the probabilities of feelings: `python -m benchmarks.judged.fit_feelings` prints the constants of
`emotion/probability.py` and `course/probability.py`, by the half of the readings that may be learned from.

Levels of single labels are drawn towards their mean, as by some readings of the mean each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.judged.answers import by_item, held_out
from benchmarks.judged.heard import Judged, judged_talks, judged_turns
from rapport.language.feeling.course.annotator import scales_of, turning_of
from rapport.language.feeling.course.evidence import Evidence
from rapport.language.feeling.course.listening import CUSTOMER as CUSTOMERS
from rapport.language.feeling.course.listening import listen
from rapport.language.feeling.course.probability import how_it_turned
from rapport.language.feeling.emotion.cues import CUSTOMER, THREATS
from rapport.language.feeling.emotion.likely import SAID, likely, named_in
from rapport.language.feeling.emotion.probability import AGENT as AGENT_ODDS
from rapport.language.feeling.emotion.probability import CUSTOMER as CUSTOMER_ODDS
from rapport.language.feeling.emotion.probability import (
    length_of,
    strongest_other,
)
from rapport.language.feeling.sentiment.reading import words_in

Numbers = NDArray[np.float64]
ORDER = {"negative": -1, "neutral": 0, "positive": 1, "worsened": -1, "unchanged": 0, "improved": 1}
WAYS = ("better", "worse")
DRAWN, LOOSE, FEW = 1.0, 0.05, 0.25
"""How strongly a level is drawn towards the mean, and a slope towards 0: more where readings are few."""


@dataclass(frozen=True)
class Fit:
    """What was fitted to so many readings: levels (or cuts) by label, and slopes."""

    base: int
    levels: Numbers
    slopes: Numbers


def logistic(x: Numbers) -> Numbers:
    """1/(1 + exp(−x))."""
    return 1 / (1 + np.exp(-x))


def fitted(
    shared: Numbers, label: NDArray[np.int64], said: Numbers, labels: int, loose: float = LOOSE
) -> tuple[Numbers, Numbers]:
    """Levels by label and the slopes on what all share."""

    def loss(given: Numbers) -> float:
        levels, slopes = given[1 : 1 + labels], given[1 + labels :]
        p = np.clip(logistic(given[0] + levels[label] + shared @ slopes), 1e-9, 1 - 1e-9)
        fits = -(said * np.log(p) + (1 - said) * np.log(1 - p)).sum()
        return float(fits + DRAWN * (levels**2).sum() / 2 + loose * (slopes**2).sum() / 2)

    best = minimize(loss, np.zeros(1 + labels + shared.shape[1])).x
    return best[0] + best[1 : 1 + labels], best[1 + labels :]


def _feelings(some: Sequence[Judged], names: Sequence[str], customers: bool) -> Fit:
    odds = CUSTOMER_ODDS if customers else AGENT_ODDS
    shared, label, said = [], [], []
    for one in some:
        turns, row = one.part.turns, one.row
        strength = (turns.customer if customers else turns.agent)[row, : len(names)]
        named = named_in(turns, "customer" if customers else "agent")[row]
        rival = strongest_other(strength[None, :])[0]
        length = length_of(words_in(turns.reading)[row : row + 1].astype(float))[0]
        for kind in np.flatnonzero(strength):
            goes = odds.goes_along[kind] * turns.sentiment[row]
            every = (strength[kind], goes, not named[kind], -length * (odds.long[kind] != 0), rival[kind])
            shared.append(every if customers else every[:1])
            label.append(kind)
            said.append(one.share(names[kind]))
    every = np.array(shared, dtype=float), np.array(label), np.array(said)
    levels, slopes = fitted(*every, len(names), LOOSE if customers else FEW)
    return Fit(len(some), levels, slopes)


def _threats(some: Sequence[Judged]) -> Fit:
    rows = [
        (one.part.turns.threats[one.row, kind], kind, one.share(name))
        for one in some
        for kind, name in enumerate(THREATS)
        if one.part.turns.threats[one.row, kind]
    ]
    strength, label, said = (np.array(part) for part in zip(*rows, strict=True))
    levels, slopes = fitted(strength[:, None], label, said, len(THREATS))
    return Fit(len(rows), levels, slopes)


def _nothing(some: Sequence[Judged], label: str) -> Fit:
    """Only of turns drawn for what is felt in them: threats were looked for where much is felt."""
    rows = [([0.0, 0.0], 1.0), ([0.0, 0.0], 0.0)]  # as one right and one wrong: never surely right
    for one in some:
        turns, row = one.part.turns, one.row
        found = likely(turns, np.array(one.part.sides) == CUSTOMERS)
        plain = one.part.plain if label == "calm" else one.part.basis
        if one.drawn == "emotion" and plain[row] and not found.given[row]:
            length = float(length_of(words_in(turns.reading)[row : row + 1].astype(float))[0])
            rows.append(([float(found.likeliest[row]), length], one.share(label)))
    shared, said = np.array([one for one, _ in rows]), np.array([share for _, share in rows])
    levels, slopes = fitted(shared, np.zeros(len(rows), dtype=np.int64), said, 1, FEW)
    return Fit(len(rows) - 2, levels, slopes)


def _whole(may: Callable[[str], bool]) -> Iterator[tuple[str, Fit]]:
    said = {key: rows for key, rows in by_item("talks", "set", "conversation") if may(key[1])}
    known = judged_talks("talks")
    scales: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for key, voice in zip(known, listen(list(known.values())), strict=True):
        if key in said:
            for name, scale in scales_of(voice, Evidence(voice.part)).items():
                scales[name] += [
                    (scale, ORDER[one[name]]) for one in said[key].values() if one[name] in ORDER
                ]
    for name, rows in scales.items():
        scale, answer = np.array(rows).T
        cuts = _cuts(scale, answer)
        yield name, Fit(len(rows), cuts[:2], cuts[2:])


def _turning(may: Callable[[str], bool]) -> Fit:
    answers = {key: rows for key, rows in by_item("talks", "set", "conversation") if may(key[1])}
    known = judged_talks("talks")
    shared, label, said = [], [], []
    for key, voice in zip(known, listen(list(known.values())), strict=True):
        found = turning_of(voice, Evidence(voice.part)) if key in answers else None
        if found is None:
            continue
        way = WAYS.index("better" if found[0].change > 0 else "worse")
        for row in answers[key].values():
            shared.append(how_it_turned(*found[1:]))
            label.append(way)
            said.append(float(row["turned_to"] == WAYS[way]))
    levels, slopes = fitted(np.array(shared), np.array(label), np.array(said), len(WAYS))
    return Fit(len(said), levels, slopes)


def _cuts(scale: Numbers, answer: Numbers) -> Numbers:
    def loss(given: Numbers) -> float:
        low, high, slope = given
        worst, best = logistic(low - slope * scale), logistic(slope * scale - high)
        chance = np.where(answer < 0, worst, np.where(answer > 0, best, 1 - worst - best))
        drawn = ((low + 2) ** 2 + (high - 2) ** 2) / 20 + 0.02 * slope**2
        return float(-np.log(np.maximum(chance, 1e-6)).sum() + drawn)

    found = minimize(loss, [-2.0, 2.0, 3.0], method="Nelder-Mead", options={"maxiter": 4_000}).x
    return np.asarray(found)


def _is_customer(one: Judged) -> bool:
    return one.part.sides[one.row] == CUSTOMERS


def fit(may: Callable[[str], bool]) -> dict[str, Fit]:
    """The constants of the conversations that `may` be learned from, by what they are of."""
    some = [one for one in judged_turns() if may(one.place[1])]
    ours = [one for one in some if _is_customer(one)]
    theirs = [one for one in some if not _is_customer(one)]
    return {
        "customer": _feelings(ours, CUSTOMER, True),
        "threats": _threats(ours),
        "calm": _nothing(ours, "calm"),
        "agent": _feelings(theirs, SAID, False),
        "neutral": _nothing(theirs, "neutral"),
        **dict(_whole(may)),
        "turned": _turning(may),
    }


def open_half(conversation: str) -> bool:
    """Whether rules may be mended by this conversation."""
    return not held_out(conversation)


if __name__ == "__main__":
    for name, one in fit(open_half).items():
        levels, slopes = (part.round(2).tolist() for part in (one.levels, one.slopes))
        print(f"{name} ({one.base}): levels {levels}, slopes {slopes}")
