"""Raking 1,000,000 rows to three margins, ours against samplics: `python -m benchmarks raking`."""

from __future__ import annotations

import sys

import numpy as np

from benchmarks.figure import Figure
from benchmarks.paired import paired
from benchmarks.peers.clock import measure
from benchmarks.peers.raking_input import MARGINS, columns
from rapport.measures import rake

ROWS = 1_000_000


def run() -> list[Figure]:
    """Seconds and memory of one raking, the same columns for both, to the same gap or a smaller one."""
    return paired(
        f"rake {ROWS:,} rows to 3 margins",
        ["-m", "benchmarks.raking", str(ROWS)],
        ["-m", "benchmarks.peers.raking_peer", str(ROWS)],
        peer_name="samplics",
        wanted="≥ 1 ×",
    )


def ours(rows: int) -> None:
    """One raking in this process, checked."""
    frame = columns(rows)
    weights = measure(lambda: rake(frame, MARGINS))
    for name, sizes in MARGINS.items():
        for label, size in sizes.items():
            if not np.isclose(weights[frame[name] == label].sum(), size, rtol=1e-6):
                raise ValueError(f"{name} {label} was not met")


if __name__ == "__main__":
    ours(int(sys.argv[1]))
