"""What the best quarter of teams already does better than the company."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.pooling import Pooled, between_variance, pooled
from rapport.measures.inputs import Floats
from rapport.records.errors import InputError

MINIMUM_TEAMS = 4


@checked
def best_quarter_gap(
    teams: Mapping[Any, Estimate], *, minimum_base: int = 5, draws: int = 2000, seed: int = 0
) -> Estimate:
    """The gap between the company and its best quarter of teams.

    Question it answers: how many points would it bring if all did as the best teams already do?

    Definition: teams' scores are first pulled towards their mean by as much as chance explains, because
    the best of many look better than they are; then the mean of the best quarter (rounded up) less the
    mean of all, both weighted by the teams' part of the frame.

    Scale, unit, range: the scores' unit.

    Base: interactions of the teams that entered. Excluded: "teams too small", counted in their
    interactions.

    Parameters: `teams` {team: Estimate}, from audit_means; `minimum_base` under which a team does not
    enter; `draws`, `seed` of the bootstrap.

    Returns: Estimate, zero when the differences are no more than chance.

    Undefined when: fewer than four teams enter.

    How sure: draws from the teams' distributions, the variance between teams drawn by parametric
    bootstrap. Rough under eight teams.

    Do not: read it as a ranking of teams.

    Validated against: simulated teams of known means: unbiased where the plain top quarter is not.

    Example:
        >>> from rapport.measures import mean
        >>> teams = {t: mean([60 + 8 * t, 61 + 8 * t, 59 + 8 * t, 60 + 8 * t, 60 + 8 * t]) for t in range(4)}
        >>> round(best_quarter_gap(teams).value)
        12

    References: Efron & Morris (1977), doi:10.1038/scientificamerican0577-119.

    See also: agent_scores, audit_means.
    """
    if not all(isinstance(one, Estimate) for one in teams.values()):
        raise InputError("a team has no Estimate", "teams", "give {team: Estimate}, e.g. from audit_means")
    if draws < 2:
        raise InputError(f"{draws} draws", "draws", "give at least 2, better 2,000")
    usable = {
        name: one
        for name, one in teams.items()
        if one.value is not None and one.standard_error is not None and one.base >= minimum_base
    }
    entered = sum(one.base for one in usable.values())
    small = sum(one.base for one in teams.values()) - entered
    first = next(iter(teams.values()), None)
    facts: dict[str, Any] = {
        "confidence": first.confidence if first else 0.95,
        "unit": first.unit if first else "points",
        "base": entered,
        "excluded": {"teams too small": small} if small else {},
        "definition": "best_quarter_gap@1",
        "method": "best quarter after partial pooling, parametric bootstrap",
    }
    if len(usable) < MINIMUM_TEAMS:
        return undefined("fewer than four teams have enough scored interactions", **facts)
    ordered = [usable[name] for name in sorted(usable, key=str)]
    value = np.array([one.value for one in ordered], dtype=np.float64)
    variance = np.array([(one.standard_error or 0.0) ** 2 for one in ordered])
    weight = np.array([one.weighted_base or float(one.base) for one in ordered])
    result = pooled(value, variance)
    best = np.argsort(-result.value, kind="stable")[: math.ceil(len(ordered) / 4)]
    gap = _gap(result.value, weight, best)
    spread = _draws(value, variance, result, weight, best, draws, seed)
    tail = (1 - facts["confidence"]) / 2
    low, high = (float(end) for end in np.quantile(spread, [tail, 1 - tail]))
    return Estimate(
        value=gap, low=min(low, gap), high=max(high, gap), standard_error=float(spread.std()), **facts
    )


def _gap(value: Floats, weight: Floats, best: Any) -> float:
    return float(np.average(value[best], weights=weight[best]) - np.average(value, weights=weight))


def _draws(
    value: Floats, variance: Floats, result: Pooled, weight: Floats, best: Any, draws: int, seed: int
) -> Floats:
    """Gaps of true values drawn from their distributions."""
    rng = np.random.default_rng(seed)
    spread = np.empty(draws)
    for draw in range(draws):
        if draw % 10 == 0:
            again = rng.normal(result.mean, np.sqrt(result.between + variance))
            between = between_variance(again, variance)
            total = np.maximum(between + variance, 1e-12)
            kept, mean = between / total, float(np.average(value, weights=1 / total))
        truth = mean + kept * (value - mean) + rng.normal(size=len(value)) * np.sqrt(kept * variance)
        spread[draw] = _gap(truth, weight, best)
    return spread
