"""Cells of means under weights that bring a sample to a target of single people."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import covariate_balancing_weights, mean, propensity_weights, target_mean

GROUPS = np.array([0.5, 0.3, 0.2])
CHANNELS = np.array([0.6, 0.4])
MEANS = np.array([5.0, 6.5, 8.0])
TRUTH = float(MEANS @ GROUPS + CHANNELS[1] + 2.0)
# How much likelier each group and channel is to answer.
KEEN = np.array([[1.0, 2.0], [1.5, 3.0], [3.0, 6.0]])
LABELS = ("group", "channel")


def people(rng: np.random.Generator, n: int, chance: np.ndarray) -> dict[str, np.ndarray]:
    """n people whose groups and channels have these chances."""
    both = rng.choice(6, n, p=chance.ravel() / chance.sum())
    return {"group": both // 2, "channel": both % 2}


def toward(n: int, m: int, way: str, bend: float = 0.0) -> Draw:
    """n who answered unevenly, and m people of the population; `bend` is what both columns do together."""
    share = np.outer(GROUPS, CHANNELS)
    excess = float(share[2, 1]) * bend

    def draw(rng: np.random.Generator) -> tuple:
        sample, target = people(rng, n, share * KEEN), people(rng, m, share)
        level = [
            MEANS[one["group"]] + one["channel"] + bend * (one["group"] * one["channel"] == 2)
            for one in (sample, target)
        ]
        y = level[0] + rng.gamma(2.0, 1.0, n)
        if way.startswith("propensity"):
            fitted = propensity_weights(sample, target, labels=LABELS, penalty=float(way.split()[1]))
            return target_mean(y, fitted), TRUTH + excess
        fitted = covariate_balancing_weights(sample, target, None, way.split(maxsplit=1)[0], labels=LABELS)
        if way.endswith("given"):
            return mean(y, fitted.weights), TRUTH + excess
        if way.endswith("target"):
            return target_mean(y, fitted, of_target=True), float(level[1].mean()) + 2.0
        return target_mean(y, fitted), TRUTH + excess

    return draw


LEFT = "the penalty that folds choose here leaves near half of the bias, which is not in the interval"
FIXED = "the weights are taken as given, though fitting them to the target takes some of the chance away"
CASES = [
    Case("target_mean", "balancing, 300 answers, 1,500 of the population", toward(300, 1500, "over")),
    Case("target_mean", "balancing, 100 answers, 400 of the population", toward(100, 400, "over")),
    Case("target_mean", "exact balance, 300 answers, 1,500 of the population", toward(300, 1500, "exact")),
    Case("target_mean", "exact balance, 300 answers, a target as it is", toward(300, 1500, "exact target")),
    Case("target_mean", "propensity, a penalty of 0.0001, 300 answers", toward(300, 1500, "propensity 1e-4")),
    Case(
        "target_mean",
        "propensity, a penalty of 0.27, 300 answers",
        toward(300, 1500, "propensity 0.27"),
        False,
        LEFT,
    ),
    Case("mean", "balancing weights, 300 answers", toward(300, 1500, "over given"), False, FIXED),
]
