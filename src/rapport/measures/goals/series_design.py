"""The columns of an interrupted series: level, trend, season, and what began at its start."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.measures.inputs import Bools, Floats


@dataclass(frozen=True, eq=False)
class SeriesDesign:
    """Named columns, one row a period; `after` says which periods lie after the start."""

    names: tuple[str, ...]
    columns: Floats
    after: Bools

    @property
    def without(self) -> Floats:
        """The same columns had nothing begun."""
        found = self.columns.copy()
        for name in ("level", "slope"):
            if name in self.names:
                found[:, self.names.index(name)] = 0.0
        return found

    def only(self, name: str) -> Floats:
        """The combination that is one coefficient."""
        return np.array([float(one == name) for one in self.names])


def series_design(
    places: Floats, start: float, *, slope: bool, season: float | None, harmonics: int, control: Floats | None
) -> SeriesDesign:
    """Columns at these places: 1, the step, time, waves of the season, the control, the change of slope.

    The change of slope counts 1 at the first period from the start on.
    """
    after = places >= start - 1e-9
    named: dict[str, Floats] = {
        "intercept": np.ones(len(places)),
        "level": after.astype(np.float64),
        "trend": places,
    }
    if season is not None:
        for wave, turn in (("sine", np.sin), ("cosine", np.cos)):
            for k in range(1, harmonics + 1):
                if wave == "sine" and 2 * k == season:
                    continue
                named[f"{wave} {k}"] = turn(2 * np.pi * k * places / season)
    if control is not None:
        named["control"] = control
    if slope:
        named["slope"] = np.where(after, places - start + 1, 0.0)
    return SeriesDesign(tuple(named), np.column_stack(list(named.values())), after)
