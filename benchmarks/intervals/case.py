"""One cell of the coverage grid: a measure, a setting whose truth is known, and how often to try."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rapport.measures import Estimate

Draw = Callable[[np.random.Generator], tuple[Estimate, float]]


@dataclass(frozen=True)
class Case:
    """`draw(rng)` simulates one replicate → (estimate, truth).

    `stated`: the measure's docstring promises its nominal coverage here, so 94–96.5 % must be met;
    otherwise `because` says why it covers less or more, for the table. `replicates` of the full grid:
    4,000 (Monte-Carlo error 0.35 points) where a replicate is cheap, at least 2,000.
    """

    measure: str
    setting: str
    draw: Draw
    stated: bool = True
    because: str = ""
    replicates: int = 4000


@dataclass(frozen=True)
class Covered:
    """What was found: the share of replicates whose interval held the truth, their mean width, and how
    many replicates gave no interval."""

    case: Case
    share: float
    width: float
    replicates: int
    undefined: int


def cover(case: Case, replicates: int | None = None, seed: int = 1) -> Covered:
    """Tries a case again and again; the same seed gives the same answer."""
    times = replicates or case.replicates
    held = undefined = 0
    width = 0.0
    for one in range(times):
        estimate, truth = case.draw(np.random.default_rng([seed, one]))
        if estimate.low is None or estimate.high is None:
            undefined += 1
            continue
        held += estimate.low <= truth <= estimate.high
        width += estimate.high - estimate.low
    known = times - undefined
    return Covered(case, held / known if known else 0.0, width / known if known else 0.0, known, undefined)
