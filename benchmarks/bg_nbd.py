"""BG/NBD against PyPI lifetimes: CDNOW's 2,357 customers, and 100,000 simulated ones."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.figure import Figure
from benchmarks.paired import ROOT, paired

CDNOW = ROOT.parent / "shared" / "references" / "data" / "5_loyalty" / "cdnow_customers_summary.csv"
PEER = "benchmarks/peers/bg_nbd_peer.py"


def run() -> list[Figure]:
    """Fits both with both; the same files for each."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        data = {}
        if CDNOW.exists():
            data["CDNOW, 2,357 customers"] = (CDNOW, 5)
        simulated = Path(folder) / "customers.csv"
        _simulate(simulated, 100_000)
        data["100,000 customers"] = (simulated, 1)
        for name, (path, times) in data.items():
            ours = ["-m", "benchmarks.bg_nbd", str(path), str(times)]
            peer = [PEER, str(path), str(times)]
            what = f"bg_nbd, {name}"
            found += paired(what, ours, peer, peer_name="lifetimes", wanted="≥ 1 ×")
    return found


def _simulate(path: Path, n: int) -> None:
    from benchmarks.intervals.buyers import bg_buyers

    some = bg_buyers(np.random.default_rng(1), n, (0.6, 6.0, 0.8, 2.4))
    columns = np.column_stack([np.arange(n), some.frequency, some.recency, some.age])
    np.savetxt(path, columns, "%.9g", ",", header="ID,frequency,recency,T", comments="")


def _ours(path: str, times: int) -> None:
    """One fit of a file of histories, timed."""
    from benchmarks.peers.clock import measure
    from rapport.measures import bg_nbd

    _, frequency, recency, age = np.loadtxt(path, delimiter=",", skiprows=1, unpack=True)
    measure(lambda: bg_nbd(frequency, recency, age), times)


if __name__ == "__main__":
    _ours(sys.argv[1], int(sys.argv[2]))
