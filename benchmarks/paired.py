"""Ours and a peer's, in turns, each in a fresh process: seconds and memory as ratios of medians."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

from benchmarks.figure import Figure

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".venv-bench" / "bin" / "python"


def paired(
    what: str, ours: list[str], peer: list[str], *, peer_name: str, wanted: str, rounds: int = 3
) -> list[Figure]:
    """`ours` are arguments of this interpreter (`-m benchmarks.x ours`), `peer` of the peers' one.

    Each child ends by printing what `benchmarks.peers.clock.measure` prints. The ratio of seconds is
    how many times faster we are; that of memory how many times ours takes the peer's.
    """
    if not PEERS.exists():
        print("  skipped: the peers are not installed; run: make bench-peers")
        return []
    found: dict[str, list[dict[str, float]]] = {"ours": [], "peer": []}
    for _ in range(rounds):
        found["ours"].append(_child([sys.executable, *ours]))
        found["peer"].append(_child([str(PEERS), *peer]))
    mine, theirs = (
        {key: median(one[key] for one in found[side]) for key in ("seconds", "peak_mib")}
        for side in ("ours", "peer")
    )
    seconds = theirs["seconds"] / mine["seconds"]
    memory = mine["peak_mib"] / theirs["peak_mib"]
    return [
        Figure(what, mine["seconds"], "s", theirs["seconds"], peer_name, seconds, wanted),
        Figure(f"{what}: memory", mine["peak_mib"], "MiB", theirs["peak_mib"], peer_name, memory),
    ]


def _child(command: list[str]) -> dict[str, float]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr}")
    return dict(json.loads(done.stdout.splitlines()[-1]))
