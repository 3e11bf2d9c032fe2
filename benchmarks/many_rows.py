"""A hundred million rows through what is fed so many. `python -m benchmarks many_rows` (minutes, 16 GiB).

Each measure runs once in a process of its own, on columns in memory in the small kinds that files keep
them in (int8 answers, float32 amounts). Seconds are of one processor, which others' work does not stretch;
peak is the process' highest resident memory, input included.
`python -m benchmarks.many_rows NAME ROWS` runs one.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figure import Figure

ROOT = Path(__file__).parents[1]
ROWS = 100_000_000
STEP = 1 << 24
LIMIT_GIB = 20
Call = Callable[[], Any]


def run(rows: int = ROWS) -> list[Figure]:
    """Every measure once."""
    figures = []
    for name in MEASURES:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.many_rows", name, str(rows)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            print(f"  {name} failed: {(done.stderr.splitlines() or ['killed'])[-1]}")
            continue
        found = json.loads(done.stdout.splitlines()[-1])
        what = f"{name}, {rows:,} rows"
        figures.append(Figure(what, found["seconds"], "s"))
        figures.append(Figure(f"{what}: memory", found["peak_mib"] / 1024, "GiB"))
    return figures


def whole(rows: int, low: int, high: int, kind: Any = np.int8, seed: int = 1) -> np.ndarray:
    """Whole numbers from low to high, drawn some at a time so that drawing is not what needs memory."""
    rng = np.random.default_rng(seed)
    column = np.empty(rows, dtype=kind)
    for start in range(0, rows, STEP):
        some = column[start : start + STEP]
        some[:] = rng.integers(low, high, len(some), dtype=kind, endpoint=True)
    return column


def amounts(rows: int, seed: int = 2) -> np.ndarray:
    """Skewed positive amounts."""
    rng = np.random.default_rng(seed)
    column = np.empty(rows, dtype=np.float32)
    for start in range(0, rows, STEP):
        some = column[start : start + STEP]
        rng.standard_exponential(out=some, dtype=np.float32)
    return column


def _plain(name: str, kind: str) -> Callable[[int], Call]:
    """A measure of one column."""

    def made(rows: int) -> Call:
        from rapport import measures

        column = amounts(rows) if kind == "amounts" else whole(rows, *SCALES[kind])
        return lambda: getattr(measures, name)(column)

    return made


def _by(name: str, kind: str) -> Callable[[int], Call]:
    """A survey metric in 96 groups of two columns."""

    def made(rows: int) -> Call:
        from rapport import measures

        frame = {"month": whole(rows, 0, 11, seed=3), "team": whole(rows, 0, 7, seed=4)}
        frame["answer"] = whole(rows, *SCALES[kind])
        return lambda: getattr(measures, name)(frame, "answer", ["month", "team"])

    return made


def _weighted_mean(rows: int) -> Call:
    from rapport.measures import mean

    column, weights = amounts(rows), amounts(rows, seed=5)
    return lambda: mean(column, weights)


def _proportion(rows: int) -> Call:
    from rapport.measures import design_proportion

    column = whole(rows, 0, 1)
    return lambda: design_proportion(column)


def _ratio(rows: int) -> Call:
    from rapport.measures import ratio

    top, below = amounts(rows), amounts(rows, seed=5)
    return lambda: ratio(top, below)


def _compare(rows: int) -> Call:
    from rapport.measures import compare

    first, second = amounts(rows // 2), amounts(rows // 2, seed=5)
    return lambda: compare(first, second)


def _compare_groups(rows: int) -> Call:
    from rapport.measures import compare_groups

    column, groups = amounts(rows), whole(rows, 0, 1)
    return lambda: compare_groups(column, groups)


def _top_box(rows: int) -> Call:
    from rapport.measures import Scale, bottom_box

    column = whole(rows, 1, 5)
    return lambda: bottom_box(column, Scale(1, 5))


def _rfm(rows: int) -> Call:
    from rapport.measures import rfm

    customers = whole(rows, 0, rows // 10, np.int32)
    dates = np.datetime64("2025-01-01", "D") + whole(rows, 0, 364, np.int32, seed=3).astype("m8[D]")
    values = amounts(rows)
    return lambda: rfm(customers, dates, values)


def _events(rows: int) -> Call:
    from rapport.measures import directly_follows

    cases = whole(rows, 0, rows // 7, np.int32)
    activities = whole(rows, 0, 29, seed=3)
    at = np.datetime64("2025-01-01", "s") + whole(rows, 0, 31_535_999, np.int32, seed=4).astype("m8[s]")
    return lambda: directly_follows(cases, activities, at)


def _words(rows: int) -> Call:
    """As many words of text as rows, in documents of fifty, counted on either side."""
    from rapport.measures import keyness, word_counts

    half = rows // 2
    document = np.repeat(np.arange(half // 50, dtype=np.int32), 50)
    words = [whole(len(document), 0, 9_999, np.int16, seed=one) for one in (3, 4)]
    return lambda: keyness(*(word_counts((document, side)) for side in words))


SCALES = {"nps": (0, 10), "of five": (1, 5), "of seven": (1, 7)}
MEASURES: dict[str, Callable[[int], Call]] = {
    "mean": _plain("mean", "amounts"),
    "mean, weighted": _weighted_mean,
    "quantile": _plain("quantile", "amounts"),
    "design_proportion": _proportion,
    "ratio": _ratio,
    "compare": _compare,
    "compare_groups": _compare_groups,
    "nps": _plain("nps", "nps"),
    "csat": _plain("csat", "of five"),
    "ces": _plain("ces", "of seven"),
    "bottom_box": _top_box,
    "nps_by": _by("nps_by", "nps"),
    "csat_by": _by("csat_by", "of five"),
    "rfm": _rfm,
    "directly_follows": _events,
    "keyness": _words,
}


def main(name: str, rows: int) -> None:
    """One measure in this process, which ends with an error before the machine runs out of memory."""
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_GIB << 30, resource.RLIM_INFINITY))
    call = MEASURES[name](rows)
    start = time.process_time()
    call()
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mib": peak}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
