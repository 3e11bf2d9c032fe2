"""Predictions for a sample by a machine that never saw the row it predicts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inputs import Floats, numbers, table
from rapport.records.errors import InputError

Predict = Callable[[Floats], Any]
Learn = Callable[[Floats, Floats], Predict]


@dataclass(frozen=True)
class CrossFitted:
    """`machine` and `machine_rest` as assisted_mean takes them: predictions of the sample, each by the
    folds it was not in, and of the rest by the mean of all folds' machines."""

    machine: Floats
    machine_rest: Floats


@checked
def cross_fit(
    learn: Learn, features: Any, human: Any, features_rest: Any, *, folds: int = 5, seed: int = 0
) -> CrossFitted:
    """Machine scores for assisted_mean where the machine must learn from the very sample people scored.

    Question it answers: how can the scores we have train the machine and still judge it fairly?

    Definition: the sample is cut into folds; each fold is predicted by a machine that learned from the
    others; the rest of the frame by the mean of these machines.

    Base: rows with a human score teach; rows without are predicted like the rest.

    Parameters: `learn(features, scores)` returns a function from features to predictions; `features` rows
    × columns of numbers of the sample, `features_rest` of the rest; `human` scores of the sample; `folds`
    and the `seed` that deals rows to them, the same for the same rows in any order.

    Returns: CrossFitted.

    Raises: InputError with fewer scores than folds, features that do not match, predictions that are no
    numbers.

    Do not: choose the machine by its fit to the same sample outside the folds.

    Validated against: simulated frames, where a machine that learned everything by heart leaves
    assisted_mean its coverage only when cross-fitted.

    Example:
        >>> mean_of = lambda features, scores: lambda new: [scores.mean()] * len(new)
        >>> found = cross_fit(mean_of, [[1], [2], [3], [4]], [1.0, 2, 3, 4], [[5]], folds=2)
        >>> found.machine_rest.tolist()
        [2.5]

    References: Zrnic & Candès (2024), doi:10.1073/pnas.2322083121.

    See also: assisted_mean.
    """
    y = numbers(human, "human")
    x, rest = table(features, "features"), table(features_rest, "features_rest")
    if len(x) != len(y) or (len(rest) and rest.shape[1] != x.shape[1]):
        raise InputError(
            "features do not match the scores or each other", "features", "one row a score, equal columns"
        )
    taught = np.flatnonzero(~np.isnan(y))
    if folds < 2 or len(taught) < folds:
        raise InputError(
            f"{len(taught)} scores for {folds} folds", "folds", "give two folds or more, fewer than scores"
        )
    in_order = taught[np.lexsort((*x[taught].T[::-1], y[taught]))]
    fold = np.full(len(y), -1)
    fold[in_order] = np.random.default_rng(seed).permutation(np.arange(len(taught)) % folds)
    machine, machine_rest = np.zeros(len(y)), np.zeros(len(rest))
    untaught = fold < 0
    for part in range(folds):
        others = (fold >= 0) & (fold != part)
        predict = learn(x[others], y[others])
        own = fold == part
        machine[own] = _predicted(predict, x[own])
        if untaught.any():
            machine[untaught] += _predicted(predict, x[untaught]) / folds
        if len(rest):
            machine_rest += _predicted(predict, rest) / folds
    return CrossFitted(machine, machine_rest)


def _predicted(predict: Predict, x: Floats) -> Floats:
    return numbers(predict(x), "predictions", length=len(x))
