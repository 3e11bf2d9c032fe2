"""The only way a number leaves: with its interval, its base and how it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self


@dataclass(frozen=True)
class Estimate:
    """A number, how sure it is, and what it rests on.

    `value`, `low`, `high` are in `unit` ("points" of a 0–100 scale, "share" 0–1, "score", …).
    `base` counts the units that entered (unweighted), `weighted_base` their weights' sum,
    `effective_base` what that is worth. `excluded` counts what was left out, by reason:
    base + excluded = rows given. Undefined is `value=None` with `undefined_because`.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    confidence: float = 0.95
    unit: str = "points"
    base: int = 0
    weighted_base: float | None = None
    effective_base: float | None = None
    excluded: Mapping[str, int] = field(default_factory=dict)
    standard_error: float | None = None
    degrees_of_freedom: float | None = None
    method: str = ""
    source: str | None = None
    undefined_because: str | None = None
    definition: str | None = None
    data_version: int | None = None

    @property
    def margin_of_error(self) -> float | None:
        """Half the width of the interval, in `unit`; None when there is none."""
        if self.low is None or self.high is None:
            return None
        return (self.high - self.low) / 2

    def __float__(self) -> float:
        """The value alone, NaN when undefined: for those who sort or plot many."""
        return float("nan") if self.value is None else float(self.value)

    def __str__(self) -> str:
        """The estimate in one line, for people: value, interval, unit and base."""
        if self.value is None:
            return f"undefined: {self.undefined_because} (base {self.base:,})"
        sure = "" if self.low is None or self.high is None else f" ({self.low:.4g} to {self.high:.4g})"
        return f"{self.value:.4g}{sure} {self.unit}, base {self.base:,}"

    def with_(self, **changes: Any) -> Self:
        """The same estimate with some facts added (source, definition, data_version…)."""
        return replace(self, **changes)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def undefined(because: str, **facts: Any) -> Estimate:
    """An estimate that has no value, with the reason."""
    return Estimate(value=None, undefined_because=because, **facts)
