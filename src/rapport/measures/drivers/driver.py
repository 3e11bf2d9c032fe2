"""What is told of each driver, and all drivers of one outcome together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapport.measures.estimate import Estimate

COLUMNS = (
    "importance",
    "low",
    "high",
    "share",
    "rank",
    "rank_low",
    "rank_high",
    "direction",
    "correlation",
    "coefficient",
    "performance",
    "inflation",
    "undefined_because",
)


@dataclass(frozen=True)
class Driver(Estimate):
    """The estimate of a driver's importance, with plain facts.

    `share` of what all drivers' importances add up to; `rank` 1 is the most important, and the ranks
    from `rank_low` to `rank_high` cannot be ruled out at the estimate's confidence. `direction` is the
    sign of the `correlation` with the outcome; `coefficient` the standardised one beside the other
    drivers; `performance` the driver's mean on its scale as 0–100; `inflation` how much the variance of
    the coefficient is inflated by the other drivers (VIF; infinite for a driver that they determine);
    `same_as` the drivers that run exactly alike; `monte_carlo_error` what sampling orders adds.
    """

    share: float | None = None
    rank: int | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    direction: int | None = None
    correlation: float | None = None
    coefficient: float | None = None
    performance: float | None = None
    inflation: float | None = None
    same_as: tuple[str, ...] = ()
    monte_carlo_error: float | None = None

    @property
    def importance(self) -> float | None:
        """The value, by its name."""
        return self.value


@dataclass(frozen=True)
class DriverImportance(Mapping[str, Driver]):
    """The drivers by name, in the order given.

    `r_squared` is what they account for together; `condition_index` above 30 warns that some drivers
    can hardly be told apart.
    """

    drivers: Mapping[str, Driver]
    r_squared: Estimate
    method: str
    condition_index: float | None = None
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Driver:
        return self.drivers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.drivers)

    def __len__(self) -> int:
        return len(self.drivers)

    def ranked(self) -> list[str]:
        """Names, the most important first; undefined ones at the end."""
        return sorted(self.drivers, key=lambda name: self.drivers[name].rank or len(self.drivers) + 1)

    def column(self, name: str) -> list[Any]:
        """One fact of all drivers: "driver", "importance", or any field of a driver."""
        if name == "driver":
            return list(self.drivers)
        return [getattr(one, name) for one in self.drivers.values()]

    def as_columns(self) -> dict[str, list[Any]]:
        """Columns by name, one row a driver: what any data frame is made of."""
        return {name: self.column(name) for name in ("driver", *COLUMNS)}
