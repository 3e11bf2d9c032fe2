"""BCa intervals of 10,000 values by 9,999 resamples, ours against scipy: `python -m benchmarks bootstrap`."""

from __future__ import annotations

import sys

from benchmarks.figure import Figure
from benchmarks.paired import paired
from benchmarks.peers.bootstrap_input import DRAWS, minutes
from benchmarks.peers.clock import measure
from rapport.measures import bootstrap

ROWS = 10_000


def run() -> list[Figure]:
    """Seconds and memory of a mean and of a median, the same values for both."""
    return [
        figure
        for statistic, wanted in (("mean", "≥ 2 ×"), ("median", "≥ 20 ×"))
        for figure in paired(
            f"BCa of the {statistic} of {ROWS:,} values, {DRAWS:,} draws",
            ["-m", "benchmarks.bootstrap", statistic, str(ROWS)],
            ["-m", "benchmarks.peers.bootstrap_peer", statistic, str(ROWS)],
            peer_name="scipy",
            wanted=wanted,
        )
    ]


def ours(statistic: str, rows: int) -> None:
    """One interval in this process, checked."""
    values = minutes(rows)
    found = measure(lambda: bootstrap(statistic, values, draws=DRAWS))
    if not found.low < found.value < found.high:
        raise ValueError(f"no interval around {found.value}")


if __name__ == "__main__":
    ours(sys.argv[1], int(sys.argv[2]))
