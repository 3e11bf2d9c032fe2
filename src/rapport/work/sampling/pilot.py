"""What earlier evaluations tell about the spread of scores and about evaluators' error."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean, variance

from rapport.program.audits.plain import ScoredUnit

FEWEST_INTERACTIONS = 30
FEWEST_DOUBLE = 10


@dataclass(frozen=True)
class Pilot:
    """Standard deviations in points: of single scores within strata, and between two evaluators of the
    same interaction (None until at least 10 were scored twice)."""

    interactions: int
    deviation: float
    double: int
    evaluator_deviation: float | None


def pilot(scored: Iterable[ScoredUnit]) -> Pilot | None:
    """The pilot that earlier evaluations make, or None when they are too few (under 30 interactions)."""
    units: dict[tuple[str | None, str], list[float]] = defaultdict(list)
    for one in scored:
        units[one.stratum, one.interaction_id].append(one.qci)
    strata: dict[str | None, list[float]] = defaultdict(list)
    for (stratum, _), scores in units.items():
        strata[stratum].append(fmean(scores))
    twice = [scores for scores in units.values() if len(scores) > 1]
    between = _pooled(strata.values())
    if len(units) < FEWEST_INTERACTIONS or between is None:
        return None
    within = _pooled(twice) if len(twice) >= FEWEST_DOUBLE else None
    # A mean of two evaluators varies less than a single score.
    averaged = 1 - fmean(1 / len(scores) for scores in units.values())
    single = between + (within or 0.0) * averaged
    return Pilot(len(units), math.sqrt(single), len(twice), None if within is None else math.sqrt(within))


def _pooled(groups: Iterable[list[float]]) -> float | None:
    """The variance inside groups, pooled over them; None when no group has two values."""
    kept = [group for group in groups if len(group) > 1]
    freedom = sum(len(group) - 1 for group in kept)
    return sum((len(group) - 1) * variance(group) for group in kept) / freedom if freedom else None
