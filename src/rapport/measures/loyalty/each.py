"""One number a customer, each with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import Floats


@dataclass(frozen=True, eq=False)
class Each:
    """Arrays `value`, `low`, `high`, one place a customer (NaN where `undefined_because` says why;
    `low` and `high` also where parameters were given and not fitted).

    `each[i]` is one customer's Estimate; numpy takes it as the array of values.
    """

    value: Floats
    low: Floats
    high: Floats
    confidence: float
    unit: str
    method: str
    undefined_because: str | None = None

    def __len__(self) -> int:
        return len(self.value)

    def __getitem__(self, place: int) -> Estimate:
        facts: dict[str, Any] = {"confidence": self.confidence, "unit": self.unit, "method": self.method}
        if np.isnan(self.value[place]):
            return undefined(self.undefined_because or "a value is missing", **facts)
        low, high = float(self.low[place]), float(self.high[place])
        if np.isnan(low):
            return Estimate(value=float(self.value[place]), base=1, **facts)
        return Estimate(value=float(self.value[place]), low=low, high=high, base=1, **facts)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Floats:
        return np.array(self.value, dtype=dtype)


def positive_interval(value: Floats, error: Floats, z: float) -> tuple[Floats, Floats]:
    """Interval of something that is above 0, on the scale of its logarithm."""
    safe = np.where(value > 0, value, 1.0)
    reach = np.exp(np.minimum(z * error / safe, 700.0))
    return np.where(value > 0, value / reach, 0.0), np.where(value > 0, value * reach, z * error)
