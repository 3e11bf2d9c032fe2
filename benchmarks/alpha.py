"""Krippendorff's alpha of 200,000 units × 3 raters, ours against PyPI krippendorff, and what a bootstrap
interval of 1,000 draws costs beside one point estimate: `python -m benchmarks alpha`."""

from __future__ import annotations

import sys
import time
from statistics import median

from benchmarks.figure import Figure
from benchmarks.paired import paired
from benchmarks.peers.alpha_input import LEVELS, ratings
from benchmarks.peers.clock import measure
from rapport.measures import krippendorff_alpha

UNITS = 200_000
DRAWS = 1000


def run() -> list[Figure]:
    """Seconds and memory of one alpha for each level (ours with its interval), and the draws' cost."""
    found = []
    for level in LEVELS:
        found += paired(
            f"alpha of {UNITS:,} × 3, {level}",
            ["-m", "benchmarks.alpha", str(UNITS), level],
            ["-m", "benchmarks.peers.alpha_peer", str(UNITS), level],
            peer_name="krippendorff",
            wanted="≥ 1 ×",
        )
    return found + [drawn(level) for level in LEVELS]


def drawn(level: str) -> Figure:
    """An interval of 1,000 draws beside an alpha without any; the ratio is how many times it takes."""
    given = ratings(UNITS)
    point, interval = (median(seconds(given, level, draws) for _ in range(5)) for draws in (0, DRAWS))
    what = f"interval of {DRAWS:,} draws, {level}"
    return Figure(what, interval, "s", point, "one alpha", interval / point, "under 25 ×")


def seconds(given: object, level: str, draws: int) -> float:
    """One call."""
    start = time.perf_counter()
    krippendorff_alpha(given, level, draws=draws)
    return time.perf_counter() - start


def ours(units: int, level: str) -> None:
    """One alpha in this process."""
    given = ratings(units)
    measure(lambda: krippendorff_alpha(given, level), times=3)


if __name__ == "__main__":
    ours(int(sys.argv[1]), sys.argv[2])
