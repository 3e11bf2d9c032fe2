"""From ratings to what was learned, and to how far it can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.language.experience.course import Floats
from rapport.language.experience.fit import fitted
from rapport.language.experience.folds import folds_of
from rapport.language.experience.given import Rated
from rapport.language.experience.learned import Learned
from rapport.language.experience.reliability import Reliability, later_third, reliability

SCALES = ((0.0, 1.0), (-1.0, 1.0), (-2.0, 2.0), (1.0, 5.0), (1.0, 7.0), (0.0, 10.0), (0.0, 100.0))


def learn(known: Rated, target: str, rows: NDArray[np.intp] | None = None) -> Learned:
    """What these ratings teach; `rows` of them, all when not given. `target` is the
    unlearned score that few ratings are helped by."""
    here = np.arange(len(known.values)) if rows is None else rows
    values = known.values[here]
    low, high = scale_of(values)
    kind = "odds" if len(np.unique(values)) == 2 else "line"
    with one_thread():
        design, line, short, (weights, level), ladder = fitted(
            known.courses[here],
            known.counted[here],
            (values - low) / (high - low),
            [known.groups[row] for row in here],
            kind,
            target,
        )
    return Learned(kind, low, high, len(here), design, line, short, weights, level, ladder)


def trusted(
    known: Rated, target: str, by: Sequence[str] | None = None, folds: int = 5, seed: int = 0
) -> Reliability:
    """Each rating predicted from those of other groups, and the last third in time from what came before.
    Folds are as alike in ratings as whole groups allow: predictions of all of them are held together.
    `by`: one group a rated conversation that leaning is looked for in, those held together when not given."""
    fold = folds_of(known.groups, folds, known.values)
    across = np.full(len(fold), np.nan)
    for part in range(int(fold.max()) + 1):
        own = fold == part
        if not own.all():
            across[own] = _predicted(known, target, np.flatnonzero(~own), own)
    onward = np.full(len(fold), np.nan)
    last = later_third(known.times)
    if last is not None and last.any() and not last.all():
        onward[last] = _predicted(known, target, np.flatnonzero(~last), last)
    low, high = scale_of(known.values)
    middle = (low + high) / 2 if len(np.unique(known.values)) == 2 else float(np.median(known.values))
    looked_at = known.groups if by is None else by
    found = reliability(across, onward, known.values, known.groups, looked_at, middle, seed)
    everyone = np.full(known.count, np.nan)
    everyone[known.places] = across
    return found.with_predicted(everyone)


def _predicted(known: Rated, target: str, rows: NDArray[np.intp], own: NDArray[np.bool_]) -> Floats:
    return learn(known, target, rows).values(known.courses[own], known.counted[own])


def scale_of(values: Floats) -> tuple[float, float]:
    """The ends of the scale that values are on: their own where there are only two, else those of the first
    usual scale that holds them and is not far wider, else their own."""
    low, high = float(values.min()), float(values.max())
    if low == high:
        return low, low + 1.0
    if len(np.unique(values)) > 2:
        for ends in SCALES:
            if ends[0] <= low and high <= ends[1] and high - low > (ends[1] - ends[0]) / 5:
                return ends
    return low, high


def one_thread() -> AbstractContextManager[Any]:
    """One thread, so that the same ratings give the same numbers to the bit on any machine of a kind."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    limits: AbstractContextManager[Any] = threadpool_limits(1)
    return limits
