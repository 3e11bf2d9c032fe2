"""Fits the probabilities of service: `python -m benchmarks.judged.fit_service` prints the constants of
`language/experience/probability.py` and `language/behaviours/prior.py`, by the readings of both halves.

What is told of the half that is held out is by constants of the other half alone. There the rules were mended
by the same readings, so what is right of them since is a flattering share: single signs are drawn towards the
middle of what it was before mending and what it is since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from benchmarks.judged.answers import by_item, held_out
from benchmarks.judged.sources import SETS, talks
from rapport.language.behaviours.prior import LIKELY
from rapport.language.experience.annotator import CUES
from rapport.language.experience.ladder import Ladder, ladder_of
from rapport.language.experience.predictor import ExperiencePredictor
from rapport.language.experience.probability import LABELS, SUREST, log_odds
from rapport.language.experience.reading import ReadTurn, read
from rapport.records.interaction import Interaction

DRAWN = 12.0
"""Readings of the middle that each sign is thought to have had before its own: shares of signs differ hardly
more than chance makes those of six readings differ."""
BEFORE_MENDING = {"effort": 0.42, "satisfaction": 0.50, "resolved": 0.55, "behaviour": 0.92}
"""Shares right on the half that mended the rules, by the rules that the readings were drawn by."""
FOUND = {"yes": 1.0, "unsure": 0.5, "no": 0.0}
Asked = Callable[[str], bool]
Sign = tuple[str, bool, float]
"""Its name, whether the rules find it in the turn, and how far readers do."""


@dataclass(frozen=True)
class Constants:
    """Ladders by target; levels of signs by `kind:label`; and by kind that of signs without readings."""

    ladders: dict[str, Ladder]
    levels: dict[str, float]
    bases: dict[str, int]
    middles: dict[str, float]


def open_half(conversation: str) -> bool:
    """Whether rules were mended by this conversation."""
    return not held_out(conversation)


def everything(conversation: str) -> bool:
    """Both halves."""
    return True


def fitted(asked: Asked) -> Constants:
    """By the readings of these conversations."""
    bases: dict[str, int] = {}
    ladders = {kind: _ladder(kind, asked, bases) for kind in LABELS}
    seen = [one for one in _signs(asked) if one[1]]
    levels, middles = dict[str, float](), dict[str, float]()
    for name, before in BEFORE_MENDING.items():
        some = [one for one in seen if one[0].startswith(f"{name}:")]
        flattered = asked is open_half
        now = float(np.mean([right for _, _, right in some]))
        middles[name] = (now + before) / 2 if flattered else now
        levels |= _levels(some, middles[name], bases)
    return Constants(ladders, levels, bases, middles)


@cache
def judged_interactions() -> dict[tuple[str, str], Interaction]:
    """Those that readers judged as a whole, or a sign of."""
    asked = {key[:2] for name in ("talks", "signs") for key, _ in by_item(name, "set", "conversation")}
    return {
        (which, one.interaction_id): one
        for which in SETS
        for one in talks(which)
        if (which, one.interaction_id) in asked
    }


def _ladder(kind: str, asked: Asked, bases: dict[str, int]) -> Ladder:
    given = [one for one in by_item("talks", "set", "conversation") if asked(one[0][1])]
    known, predictor = judged_interactions(), ExperiencePredictor(kind)
    values = predictor.predict_read([read(known[key[0], key[1]]) for key, _ in given])
    low, high = predictor.scale
    rows = [
        (log_odds((value - low) / (high - low)), LABELS[kind].index(one[kind]))
        for (_, answers), value in zip(given, values.tolist(), strict=True)
        if value == value
        for one in answers.values()
    ]
    bases[kind] = int(np.isfinite(values).sum())
    return ladder_of(np.array([score for score, _ in rows]), [step for _, step in rows])


def _levels(some: Sequence[Sign], middle: float, bases: dict[str, int]) -> dict[str, float]:
    by: dict[str, list[float]] = defaultdict(list)
    for sign, _, right in some:
        by[sign].append(right)
    bases |= {sign: len(shares) for sign, shares in by.items()}
    return {
        sign: min((sum(shares) + DRAWN * middle) / (len(shares) + DRAWN), SUREST)
        for sign, shares in sorted(by.items())
    }


def _signs(asked: Asked) -> Iterator[Sign]:
    known = judged_interactions()
    for (which, name, turn, sign), answers in by_item("signs", "set", "conversation", "turn", "sign"):
        if asked(name):
            right = sum(FOUND[one["answer"]] for one in answers.values()) / len(answers)
            yield sign, (sign, int(turn)) in _seen(read(known[which, name])), right


def _seen(turns: Sequence[ReadTurn]) -> set[tuple[str, int]]:
    cues = {(f"{kind}:{cue.label}", cue.turn) for kind, of in CUES.items() for cue in of(turns)}
    ours = [turn for turn in turns if turn.ours]
    return cues | {
        (f"behaviour:{mark[0]}", turn.place) for turn in ours for mark in turn.marks if mark[0] in LIKELY
    }


def main() -> None:
    """Prints all of them, each with its base."""
    found = fitted(everything)
    for kind, one in found.ladders.items():
        print(f'"{kind}": Ladder({one.slope:.2f}, {one.first:.2f}, {one.second:.2f}),  # {found.bases[kind]}')
    for sign, level in found.levels.items():
        print(f'"{sign}": {level:.2f},  # {found.bases[sign]}')
    print({name: round(middle, 2) for name, middle in found.middles.items()})
    missed = [right for name, seen, right in _signs(everything) if not seen and name.startswith("behaviour")]
    print(f"missed {sum(missed):.1f} of {len(missed)}")


if __name__ == "__main__":
    main()
