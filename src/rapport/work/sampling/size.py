"""How many interactions of each stratum a margin asks for, and what margin they will reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapport.measures import allocate, audit_design, sample_size
from rapport.records import InputError
from rapport.work.sampling.pilot import Pilot

FEWEST = 30  # an interval on fewer rests on the shape of the scores
WORST_DEVIATION = 50.0  # points: half of all interactions at 0, half at 100


@dataclass(frozen=True)
class Size:
    """Interactions to draw by stratum, the margin to expect in points, and what the plan rests on."""

    counts: Mapping[str, int]
    margin: float
    source: str


def margin_in_points(margin: float) -> float:
    """0.05 and 5 both mean five points of the 0–100 scale. Raises InputError when it can be neither."""
    if not 0 < margin < 100:
        raise InputError(f"The margin is {margin}", "--margin", "Use 0.05 or 5 for five points.")
    return margin * 100 if margin < 1 else margin


def planned_size(
    sizes: Mapping[str, int],
    pilot: Pilot | None,
    *,
    interactions: int | None,
    margin_points: float,
    confidence: float,
    double: float,
    minimum: int,
) -> Size:
    """Spreads `interactions`, or as many as the margin needs, over the strata of these sizes.

    With a pilot the size comes from its standard deviation and its evaluator error; without one from
    the worst case of a share, with finite-population correction. Every stratum has the minimum.
    """
    population = sum(sizes.values())
    spread = {"confidence": confidence, "double": double, **_spread(pilot, double)}
    n = interactions
    if n is None and pilot is None:
        n = sample_size(population=population, margin=margin_points / 100, confidence=confidence)
    elif n is None:
        design = audit_design(sizes, margin=margin_points, minimum=minimum, **spread)  # type: ignore[arg-type]
        n = max(design.interactions, min(FEWEST, population))
    least = sum(min(minimum, size) for size in sizes.values())
    counts = allocate(min(population, max(n or 1, least)), sizes, minimum=minimum)
    drawn = sum(counts.values())
    reached = audit_design(sizes, interactions=drawn, minimum=minimum, **spread)  # type: ignore[arg-type]
    return Size(counts, reached.margin or 0.0, _source(pilot))


def _spread(pilot: Pilot | None, double: float) -> dict[str, float | None]:
    if pilot is None:
        return {"deviation": WORST_DEVIATION, "evaluator_deviation": 0.0 if double else None}
    return {"deviation": pilot.deviation, "evaluator_deviation": pilot.evaluator_deviation}


def _source(pilot: Pilot | None) -> str:
    if pilot is None:
        return "the worst case, there being no earlier evaluations"
    source = f"{pilot.interactions} earlier interactions (standard deviation {pilot.deviation:.1f} points)"
    if pilot.evaluator_deviation is not None:
        source += (
            f" and evaluators' error ({pilot.evaluator_deviation:.1f} points, {pilot.double} scored twice)"
        )
    return source
