"""What a likelihood fit of positive parameters leaves, and what follows from them with an interval."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inference.intervals import logit_limits, normal_quantile
from rapport.measures.inputs import Floats
from rapport.measures.loyalty.climb import Peak
from rapport.measures.loyalty.each import Each, positive_interval

FLATTEST = 1 / 16
NUDGE = 1e-4
GIVEN = "; the parameters are given: no interval"
Of = Callable[[Floats], Any]


@dataclass(frozen=True, eq=False)
class Fit:
    """Logarithms of the parameters, their covariance, and the facts of every estimate made of them."""

    point: Floats
    covariance: Floats
    facts: Mapping[str, Any]

    @property
    def parameters(self) -> Floats:
        """The parameters themselves."""
        return np.exp(self.point)

    @property
    def exact(self) -> bool:
        """Whether the parameters were given and not estimated."""
        return not self.covariance.any()

    def errors_of(self, of: Of) -> tuple[Floats, Floats]:
        """Values of a function of the parameters, and their standard errors (delta method)."""
        value = np.asarray(of(self.parameters), dtype=np.float64)
        slopes = []
        for place in range(len(self.point)):
            step = np.zeros(len(self.point))
            step[place] = NUDGE
            up, down = of(np.exp(self.point + step)), of(np.exp(self.point - step))
            slopes.append((np.asarray(up, dtype=np.float64) - down) / (2 * NUDGE))
        variance = np.zeros_like(value)
        for i, one in enumerate(slopes):
            for j, other in enumerate(slopes):
                variance = variance + self.covariance[i, j] * one * other
        return value, np.sqrt(np.maximum(variance, 0.0))

    def estimate(self, of: Of, unit: str, method: str) -> Estimate:
        """One number that follows from the parameters."""
        facts = {**self.facts, "unit": unit, "method": method}
        if self.exact:
            return Estimate(value=float(of(self.parameters)), **{**facts, "method": f"{method}{GIVEN}"})
        value, error = self.errors_of(of)
        low, high = self._limits(value, error, unit)
        return Estimate(
            value=float(value), low=float(low), high=float(high), standard_error=float(error), **facts
        )

    def each(self, of: Of, unit: str, method: str) -> Each:
        """One number a customer that follows from the parameters."""
        if self.exact:
            value = np.asarray(of(self.parameters), dtype=np.float64)
            gone = np.full_like(value, np.nan)
            return Each(value, gone, gone, self.facts["confidence"], unit, f"{method}{GIVEN}")
        value, error = self.errors_of(of)
        low, high = self._limits(value, error, unit)
        return Each(value, low, high, self.facts["confidence"], unit, method)

    def _limits(self, value: Floats, error: Floats, unit: str) -> tuple[Floats, Floats]:
        limits = logit_limits if unit == "share" else positive_interval
        return limits(value, error, normal_quantile(self.facts["confidence"]))

    def parameter(self, place: int, name: str, unidentified: str | None = None) -> Estimate:
        """A parameter with its interval on the scale of its logarithm."""
        facts = {**self.facts, "unit": name}
        if unidentified:
            return undefined(unidentified, **facts)
        value = float(self.parameters[place])
        if self.exact:
            return Estimate(value=value, **facts)
        error = float(self.covariance[place, place] ** 0.5)
        reach = float(np.exp(normal_quantile(self.facts["confidence"]) * error))
        return Estimate(
            value=value, low=value / reach, high=value * reach, standard_error=value * error, **facts
        )


def fit_of(peak: Peak, facts: Mapping[str, Any]) -> Fit:
    """The fit at a peak; a direction in which the likelihood is flat is known to some e^±8 at best."""
    roots, directions = np.linalg.eigh(-peak.hessian)
    covariance = (directions / np.maximum(roots, FLATTEST)) @ directions.T
    return Fit(peak.point, covariance, facts)
