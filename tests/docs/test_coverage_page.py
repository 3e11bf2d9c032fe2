"""The table of coverage shows every cell of the grid, and every promise in it is kept."""

import re

import numpy as np
import pytest
from page_console import ROOT

from benchmarks.intervals.__main__ import key, row
from benchmarks.intervals.grid import GRID

PAGE = ROOT / "docs" / "reference" / "coverage.md"


def rows():
    return [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]


def test_the_page_has_every_cell_of_the_grid_with_its_promise():
    shown = {key(line): line.split(" | ")[-1] for line in rows()}
    wanted = [row(case, (0.0, 0.0, 0)) for case in GRID]
    assert shown == {key(line): line.split(" | ")[-1] for line in wanted}, (
        "run: python -m benchmarks.intervals [MEASURE …]"
    )


@pytest.mark.parametrize("line", [line for line in rows() if "no promise" not in line], ids=key)
def test_every_promise_is_kept(line):
    share, replicates = re.search(r"\| ([\d.]+) % \| [^|]+ \| ([\d,]+) \|", line).groups()
    replicates = int(replicates.replace(",", ""))
    noise = 200 * np.sqrt(0.95 * 0.05 / replicates)
    assert 94 - noise <= float(share) <= 96.5 + noise
    assert replicates >= 600
