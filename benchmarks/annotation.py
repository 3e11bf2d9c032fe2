"""How many turns a second are read for everything, from the warehouse and back into it.

`python -m benchmarks annotation` (40,000 conversations; RAPPORT_BENCH_SIZE=… for another number): all readers
on all cores, their start included, and the same on one core in this process, which tells what the processes
beside are worth. Memory is the sum of all processes at its highest.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from pathlib import Path

import psutil

from benchmarks.figure import Figure

SIZE = int(os.environ.get("RAPPORT_BENCH_SIZE", "40000"))
SEED = 7


def run() -> list[Figure]:
    """Reads a new home on all cores, then everything once more on one."""
    from rapport.home import create_home
    from rapport.story import Company
    from rapport.warehouse import Warehouse
    from rapport.work.annotate import annotate_home

    with tempfile.TemporaryDirectory(dir=os.environ.get("RAPPORT_BENCH_FOLDER")) as folder:
        home = create_home(Path(folder) / "home")
        with Warehouse(home.warehouse_path).write() as writer:
            writer.upsert("interactions", Company(SEED, SIZE).interactions())
        with _Watch() as watch:
            begun = time.perf_counter()
            every = annotate_home(home)
            spent = time.perf_counter() - begun
        begun = time.perf_counter()
        annotate_home(home, again=True, processes=1)
        alone = time.perf_counter() - begun
    speed, one = every.turns / spent, every.turns / alone
    return [
        Figure(f"read {every.turns:,} turns", speed, "turns/s", one, "one process", speed / one, "≥ 10,000"),
        Figure("memory, all processes together", watch.most, "MiB", wanted="< 1,536"),
    ]


class _Watch:
    """The most memory that this process and its children had together, in MiB."""

    def __init__(self) -> None:
        self.most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        own = psutil.Process()
        while not self._over.wait(0.1):
            total = 0
            for one in (own, *own.children(recursive=True)):
                try:
                    total += one.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.most = max(self.most, total / 2**20)
