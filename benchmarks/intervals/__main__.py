"""Runs the coverage grid and writes its table: `python -m benchmarks.intervals [MEASURE …]`.

Without names all cells are run; with names only those measures' rows of docs/reference/coverage.md are
made anew.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.intervals.case import Case, cover
from benchmarks.intervals.grid import GRID
from benchmarks.machine import machine

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "coverage.md"
NOTE = "<!-- Made by `python -m benchmarks.intervals`. -->"
Measured = tuple[float, float, int]
HEAD = (
    "| Measure | Setting | Holds the truth | Width | Replicates | Promised |",
    "|---|---|---|---|---|---|",
)
INTRO = """# How often the intervals hold the truth

Simulated: populations whose truth is known are drawn again and again, and every replicate is estimated by
the public function at 95 % confidence. Where a measure's documentation promises its interval, the share
must lie in 94–96.5 %; the Monte-Carlo error of 4,000 replicates is 0.35 points. Rows marked *no promise*
show where an interval covers less or more, and why. "Width" is the mean width in the measure's unit."""


def one(place: int) -> Measured:
    """The cell at this place of the grid, in full; a case itself cannot travel between processes."""
    found = cover(GRID[place])
    return found.share, found.width, found.replicates


def row(case: Case, measured: Measured) -> str:
    """One line of the table."""
    share, width, replicates = measured
    promise = "94–96.5 %" if case.stated else f"no promise: {case.because}"
    cells = (f"`{case.measure}`", case.setting, f"{100 * share:.1f} %", f"{width:.3g}", f"{replicates:,}")
    return f"| {' | '.join(cells)} | {promise} |"


def kept() -> dict[str, str]:
    """The rows that the page already has, by measure and setting."""
    lines = PAGE.read_text(encoding="utf-8").splitlines() if PAGE.exists() else []
    return {key(line): line for line in lines if line.startswith("| `")}


def key(line: str) -> str:
    """Measure and setting of a row."""
    return "|".join(line.split(" | ")[:2])


def main(names: list[str]) -> None:
    """Runs the cells of the named measures, or all, and writes the page."""
    chosen = [place for place, case in enumerate(GRID) if not names or case.measure in names]
    rows = kept() if names else {}
    with ProcessPoolExecutor(2) as pool:
        for place, measured in zip(chosen, pool.map(one, chosen), strict=True):
            line = row(GRID[place], measured)
            rows[key(line)] = line
            print(line, flush=True)
    wanted = [key(row(case, (0.0, 0.0, 0))) for case in GRID]
    table = "\n".join([*HEAD, *(rows[one] for one in wanted if one in rows)])
    PAGE.write_text("\n\n".join([NOTE, INTRO, table, f"Run on {machine()}."]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
