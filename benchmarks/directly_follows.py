"""The directly-follows graph of unsorted events, against pandas. `python -m benchmarks directly_follows`."""

from __future__ import annotations

import sys

from benchmarks.figure import Figure
from benchmarks.paired import paired

SIZES = (1_000_000, 10_000_000)


def run() -> list[Figure]:
    """Sorting and counting together, from columns in memory."""
    figures: list[Figure] = []
    for size in SIZES:
        figures += paired(
            f"directly-follows graph of {size:,} events",
            ["-m", "benchmarks.directly_follows", str(size)],
            ["-m", "benchmarks.peers.directly_follows_peer", str(size)],
            peer_name="pandas",
            wanted="≥ 5",
            rounds=3 if size <= 1_000_000 else 1,
        )
    return figures


def ours(size: int) -> None:
    """From the columns of a data frame to the graph."""
    import pandas as pd

    from benchmarks.peers.clock import measure
    from benchmarks.peers.directly_follows_input import events
    from rapport.measures import directly_follows

    frame = pd.DataFrame(events(size))
    measure(lambda: directly_follows(frame["case"], frame["activity"], frame["at"]), times=3)


if __name__ == "__main__":
    ours(int(sys.argv[1]))
