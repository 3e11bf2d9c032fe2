"""How much of the processors a process and all that it started have used."""

from __future__ import annotations

import os
from pathlib import Path

TICK_S = 1 / os.sysconf("SC_CLK_TCK")


def processor_s(pid: int) -> float:
    """Seconds of processor time of a process, of those it started, and so on."""
    parents: dict[int, int] = {}
    used: dict[int, float] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        one = int(path.parent.name)
        parents[one] = int(told[1])
        used[one] = sum(map(int, told[11:15])) * TICK_S  # those that ended count with who waited for them
    return sum(seconds for one, seconds in used.items() if _is_below(one, pid, parents))


def _is_below(one: int, top: int, parents: dict[int, int]) -> bool:
    while one > 1:
        if one == top:
            return True
        one = parents.get(one, 0)
    return False
