"""LMG of 14 drivers on 130,000 rows, with intervals, against a plain enumeration in numpy without.

Beside it what only we do here: all subsets of 20 drivers, and 1,000 bootstrap draws.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import numpy as np

from benchmarks.figure import Figure
from benchmarks.paired import paired
from benchmarks.peers.clock import measure
from rapport.measures import driver_importance

ROWS = 130_000
DRIVERS = 14


def run() -> list[Figure]:
    """Seconds and memory in fresh processes, the best of three calls each."""
    here = ["-m", "benchmarks.lmg"]
    found = paired(
        f"LMG of {DRIVERS} drivers, {ROWS:,} rows, with intervals",
        [*here, "lmg"],
        ["benchmarks/peers/lmg_peer.py"],
        peer_name="numpy enumeration, no interval",
        wanted="≥ 1, aim 3",
    )
    return [*found, *_alone()]


def _alone() -> list[Figure]:
    """What the peer does not do: how long, and how much memory."""
    found = []
    for what, name in (
        (f"LMG of 20 drivers, all subsets, {ROWS:,} rows, with intervals", "twenty"),
        (f"LMG of {DRIVERS} drivers, {ROWS:,} rows, 1,000 bootstrap draws", "bootstrap"),
    ):
        command = [sys.executable, "-m", "benchmarks.lmg", name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        told = json.loads(done.stdout.splitlines()[-1])
        found.append(Figure(what, told["seconds"], "s"))
        found.append(Figure(f"{what}: memory", told["peak_mib"], "MiB"))
    return found


def ours(name: str) -> None:
    """One child."""
    drivers = 20 if name == "twenty" else DRIVERS
    y, x = rows(drivers)
    more: dict[str, Any] = {"interval": "bootstrap"} if name == "bootstrap" else {}
    measure(lambda: driver_importance(y, x, **more), 1 if name == "bootstrap" else 3)


def rows(drivers: int) -> tuple[np.ndarray, np.ndarray]:
    """Correlated drivers, a few of which count."""
    rng = np.random.default_rng(14)
    x = rng.normal(size=(ROWS, drivers)) + rng.normal(size=(ROWS, 1))
    return x @ (np.arange(drivers) % 4 * 0.2) + 2 * rng.normal(size=ROWS), x


if __name__ == "__main__":
    ours(sys.argv[1])
