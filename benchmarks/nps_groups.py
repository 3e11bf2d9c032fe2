"""NPS with intervals by month, channel and team (1,920 groups) over ten million answers.

Against pandas' groupby-apply of a function with Wald's interval, and against DuckDB's bare aggregation,
without intervals, of the same columns in memory. Dimensions are categories, as a frame keeps them; the
second comparison with DuckDB has them as plain text.
"""

from __future__ import annotations

import sys

from benchmarks.figure import Figure
from benchmarks.paired import paired
from benchmarks.peers.clock import measure
from benchmarks.peers.nps_groups_data import DIMENSIONS, columns

PEER = "benchmarks.peers.nps_groups_peer"


def run() -> list[Figure]:
    """Both sides, in turns."""
    ours = ["-m", "benchmarks.nps_groups"]
    peer = ["-m", PEER]
    what = "NPS with intervals, 1,920 groups of 10,000,000 answers"
    return [
        *paired(what, [*ours, "codes"], [*peer, "pandas"], peer_name="pandas groupby-apply", wanted="≥ 10"),
        *paired(
            f"{what}, categories",
            [*ours, "codes"],
            [*peer, "duckdb"],
            peer_name="DuckDB, no intervals",
            wanted="≥ 0.67",
        ),
        *paired(
            f"{what}, text",
            [*ours, "text"],
            [*peer, "duckdb_text"],
            peer_name="DuckDB, no intervals",
            wanted="≥ 0.67",
        ),
    ]


def _ours(kind: str) -> None:
    import pyarrow as pa

    from rapport.measures import nps_by

    table = columns(pa, text=kind == "text")
    found = measure(lambda: nps_by(table, "answer", list(DIMENSIONS)).columns(), times=3)
    assert len(found["value"]) == 1_920


if __name__ == "__main__":
    _ours(sys.argv[1])
