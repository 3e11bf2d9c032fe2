"""What was planted beside what the audits found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from rapport.findings import Findings
from rapport.home import Home
from rapport.measures import Estimate, compare
from rapport.story import Truth
from rapport.work.estimate import estimate_metric


@dataclass(frozen=True)
class PlantedTruth:
    """One planted fact, its estimate, and whether it lies in the interval. Of many 95 % intervals one
    in twenty is expected to miss; `together` says whether the truth lies in the wider interval that
    holds all of the demo's truths at once 95 % of the time (Bonferroni)."""

    what: str
    truth: float
    estimate: Estimate
    inside: bool
    together: bool = False


def planted(what: str, truth: float, estimate: Estimate) -> PlantedTruth:
    """Compares one truth with its estimate; without an interval it does not lie inside."""
    low, high = estimate.low, estimate.high
    return PlantedTruth(what, truth, estimate, low is not None and high is not None and low <= truth <= high)


def held_together(truths: Sequence[PlantedTruth]) -> tuple[PlantedTruth, ...]:
    """The same truths, each held also against its interval for all of them at once."""
    return tuple(replace(one, together=one.inside or _reached(one, len(truths))) for one in truths)


def _reached(one: PlantedTruth, comparisons: int) -> bool:
    estimate = one.estimate
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return False
    df = estimate.degrees_of_freedom or np.inf
    once, all_at_once = (special.stdtrit(df, 1 - (1 - estimate.confidence) / 2 / k) for k in (1, comparisons))
    end = estimate.low if one.truth < estimate.value else estimate.high
    return bool(abs(one.truth - estimate.value) <= abs(end - estimate.value) * all_at_once / once)


@dataclass(frozen=True)
class Audited:
    """An audit of the demo: its sample, and the truth about the interactions it was drawn from."""

    sample: str
    truth: Truth


def compare_truths(home: Home, before: Audited, now: Audited, found: Findings) -> Iterator[PlantedTruth]:
    """All planted facts, the company's first."""
    team = now.truth.trained_team
    yield planted("QCI, first audit", before.truth.qci(), _one(home, "qci", before.sample))
    yield planted("QCI, second audit", now.truth.qci(), _one(home, "qci", now.sample))
    then, since = _teams(home, before.sample), _teams(home, now.sample)
    for name, estimate in since.items():
        yield planted(f"QCI of {name}", now.truth.qci(name), estimate)
    risen = now.truth.qci(team) - before.truth.qci(team)
    yield planted(f"{team} since its training", risen, compare(since[team], then[team]))
    costliest = now.truth.costliest_element
    for element in found.elements:
        if element.element == costliest:
            lost = now.truth.points_available[costliest]
            yield planted(f"Points lost in {element.title}, the costliest", lost, element.points_available)
    severity = now.truth.evaluator_severity
    for one in found.severity:
        yield planted(f"Leniency of {one.evaluator}", severity[one.evaluator], one.severity)


def _one(home: Home, metric: str, sample: str) -> Estimate:
    return estimate_metric(home, metric, sample=sample)[0].estimate


def _teams(home: Home, sample: str) -> dict[str, Estimate]:
    lines = estimate_metric(home, "qci", by=("team",), sample=sample)
    return {line.dimensions["team"]: line.estimate for line in lines}
