"""How long something was followed, and whether it ended or was still going on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.inputs import Bools, Floats, numbers
from rapport.records.errors import InputError


@dataclass(frozen=True, eq=False)
class Followed:
    """`time` each was followed, whether it `ended` then; `here` says which of the rows given are complete."""

    time: Floats
    ended: Bools
    here: Bools

    @property
    def excluded(self) -> dict[str, int]:
        """What was left out."""
        missing = int((~self.here).sum())
        return {"duration or ending is missing": missing} if missing else {}


def followed(durations: Any, observed: Any = None) -> Followed:
    """Complete rows of durations and whether the end was seen (None: all were)."""
    time = numbers(durations, "durations")
    seen = np.ones(len(time)) if observed is None else numbers(observed, "observed", length=len(time))
    here = ~(np.isnan(time) | np.isnan(seen))
    if (time[here] < 0).any():
        raise InputError("a duration is negative", "durations", "give times from 0")
    if not np.isin(seen[here], (0.0, 1.0)).all():
        raise InputError("observed must say whether the end was seen", "observed", "give True or False")
    return Followed(time[here], seen[here] == 1.0, here)


@dataclass(frozen=True, eq=False)
class Ladder:
    """Distinct times with how many were `at_risk` just before and how many `ended` at each."""

    times: Floats
    at_risk: Floats
    ended: Floats


def ladder(time: Floats, ended: Bools) -> Ladder:
    """Counts at each distinct time, in order."""
    times, where = np.unique(time, return_inverse=True)
    left = np.bincount(where, minlength=len(times)).astype(np.float64)
    ends = np.bincount(where, ended, len(times)).astype(np.float64) if len(times) else left
    return Ladder(times, np.cumsum(left[::-1])[::-1], ends)
