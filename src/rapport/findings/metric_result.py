"""One line of an answer to "what is the metric": a group and its estimate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapport.measures import Estimate


@dataclass(frozen=True)
class MetricResult:
    """`group` is None overall; several dimensions are joined in it, and apart in `dimensions`."""

    metric: str
    group: str | None
    dimensions: Mapping[str, str]
    estimate: Estimate = field(default_factory=lambda: Estimate(None))


def result(metric: str, names: tuple[str, ...], values: tuple[str, ...], estimate: Estimate) -> MetricResult:
    """A line for one group; without dimensions the line for all."""
    return MetricResult(metric, " · ".join(values) or None, dict(zip(names, values, strict=True)), estimate)
