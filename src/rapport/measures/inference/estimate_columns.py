"""Very many estimates of one kind, kept as columns of numbers until one is asked for."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from rapport.measures.estimate import Estimate, undefined
from rapport.measures.inputs import Codes, Floats


@dataclass(frozen=True, eq=False)
class EstimateColumns(Mapping[Hashable, Estimate]):
    """A mapping name → Estimate whose numbers are columns (NaN: none), as long as `names`.

    `facts` are those all share (confidence, unit, method, definition); `excluded` has one number, or one
    a name, for each reason; `z`, `p` and `q` (Benjamini–Hochberg's adjusted p) where there is a test;
    `rank` is what `top` sorts by, largest first (the value where nothing is given).
    """

    names: Sequence[Hashable]
    value: Floats
    low: Floats
    high: Floats
    base: Floats
    standard_error: Floats
    facts: Mapping[str, Any]
    effective_base: Floats | None = None
    degrees_of_freedom: Floats | None = None
    excluded: Mapping[str, Any] = field(default_factory=dict)
    z: Floats | None = None
    p: Floats | None = None
    q: Floats | None = None
    rank: Floats | None = None
    undefined_because: str = "there is nothing to count"

    def __repr__(self) -> str:
        return f"<{len(self)} estimates, unit {self.facts.get('unit')}, {self.facts.get('definition')}>"

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.names)

    def __getitem__(self, name: Hashable) -> Estimate:
        return self.at(self._places[name])

    def __contains__(self, name: object) -> bool:
        return name in self._places

    @cached_property
    def _places(self) -> dict[Hashable, int]:
        return {name: place for place, name in enumerate(self.names)}

    def place(self, name: Hashable) -> int:
        """Where a name stands in the columns."""
        return self._places[name]

    def at(self, place: int) -> Estimate:
        """The estimate at a place of the columns."""
        base = self.base[place]
        facts: dict[str, Any] = {
            **self.facts,
            "base": int(base),
            "weighted_base": float(base),
            "effective_base": _number(self.effective_base, place),
            "excluded": self._excluded(place),
        }
        value = _number(self.value, place)
        if value is None:
            return undefined(self.undefined_because, **facts)
        low, high = _number(self.low, place), _number(self.high, place)
        return Estimate(
            value=value,
            low=low if high is not None else None,
            high=high if low is not None else None,
            standard_error=_number(self.standard_error, place),
            degrees_of_freedom=_number(self.degrees_of_freedom, place),
            **facts,
        )

    def only(self, places: Codes) -> EstimateColumns:
        """The same estimates of some places, in the order asked for."""
        columns = {
            one.name: getattr(self, one.name)[places]
            for one in fields(self)
            if isinstance(getattr(self, one.name), np.ndarray)
        }
        excluded = {
            reason: number if np.ndim(number) == 0 else number[places]
            for reason, number in self.excluded.items()
        }
        names = [self.names[place] for place in places.tolist()]
        return replace(self, names=names, excluded=excluded, **columns)

    def top(self, k: int = 10, *, last: bool = False) -> dict[Hashable, Estimate]:
        """The `k` names that rank first (`last`: last) with their estimates, in that order."""
        key = self.value if self.rank is None else self.rank
        order = np.argsort(key if last else -key, kind="stable")
        order = order[~np.isnan(key[order])][:k]
        return {self.names[place]: self.at(place) for place in order.tolist()}

    def columns(self) -> dict[str, Any]:
        """Named columns for any data frame."""
        found: dict[str, Any] = {"name": list(self.names), "base": self.base}
        for key in ("value", "low", "high", "standard_error", "z", "p", "q"):
            column = getattr(self, key)
            if column is not None:
                found[key] = column
        return found

    def _excluded(self, place: int) -> dict[str, int]:
        counts = {
            reason: int(number if np.ndim(number) == 0 else number[place])
            for reason, number in self.excluded.items()
        }
        return {reason: number for reason, number in counts.items() if number}


def _number(column: Floats | Codes | None, place: int) -> float | None:
    if column is None or not np.isfinite(column[place]):
        return None
    return float(column[place])
