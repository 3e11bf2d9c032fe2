"""How the scores of groups a line has not seen come true: alone, and beside the unlearned scores."""

from __future__ import annotations

import numpy as np

from rapport.language.experience.course import Floats

FEWEST = 10
STEPS = 30
SPREADS = {"odds": (0.2, 0.2), "line": (0.2, 0.05)}
"""How far the weights of scores may lie from equal shares, and those of the unlearned scores from 0, before
ratings have spoken: standard deviations, per kind."""
MOST_ODDS = 30.0


def settled(scores: Floats, unlearned: Floats, values: Floats, kind: str) -> tuple[Floats, float]:
    """The weights of the scores (one column each) and of the `unlearned` ones (of mean 0 and spread 1), and
    the level. With few ratings the scores keep equal shares."""
    columns = np.column_stack([scores, unlearned])
    begin = np.zeros(columns.shape[1])
    begin[: scores.shape[1]] = 1 / scores.shape[1]
    if len(values) < FEWEST or float(np.ptp(values)) == 0:
        return begin, 0.0
    spreads = np.full(len(begin), SPREADS[kind][1])
    spreads[: scores.shape[1]] = SPREADS[kind][0]
    with_level = np.column_stack([columns, np.ones(len(values))])
    weights, start = np.append(begin, 0.0), np.append(begin, 0.0)
    firm = np.diag(np.append(spreads**-2.0, 1e-6))
    noise = max(float(((values - scores.mean(axis=1)) ** 2).mean()), 1e-6)
    for _ in range(STEPS if kind == "odds" else 1):
        scored = with_level @ weights
        if kind == "odds":
            said = 1 / (1 + np.exp(-np.clip(scored, -MOST_ODDS, MOST_ODDS)))
            worth = np.maximum(said * (1 - said), 1e-9)
            pull = with_level.T @ ((values > 0.5) - said)
        else:
            worth = np.full(len(values), 1 / noise)
            pull = with_level.T @ (values - scored) / noise
        pull = pull - firm @ (weights - start)
        step = np.linalg.solve((with_level * worth[:, None]).T @ with_level + firm, pull)
        weights = weights + np.clip(step, -2.0, 2.0)
        if float(np.abs(step).max()) < 1e-8:
            break
    if weights[: scores.shape[1]].sum() <= 0:
        return begin, 0.0
    return weights[:-1], float(weights[-1])
