"""The audit's interval holds the truth as often as it says, in finite frames with differing evaluators."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.coverage import GRID, SMALL, coverage, held


def test_short_form_overall_and_for_a_team():
    found = [coverage(cell, 40) for cell in GRID]
    overall, team = (np.mean([getattr(one, name) for one in found]) for name in ("overall", "team"))
    # 2,400 audits: three standard errors are 1.3 points.
    assert 0.937 <= overall <= 0.977
    assert 0.937 <= team <= 0.977


def test_correction_on_everything_covers_too_little():
    cells = [cell for cell in GRID if cell.fraction == 0.8]
    shares = np.mean([[held(cell, seed) for seed in range(150)] for cell in cells], axis=(0, 1))
    assert shares[0] > 0.94 and shares[2] < 0.91


def test_a_perfectly_agreeing_pool_leaves_no_doubt_in_a_census():
    cell = replace(SMALL, fraction=1.0)
    stratum_error = [held(cell, seed, noise=0.0, severity=0.0) for seed in range(5)]
    assert all(company and team for company, team, _ in stratum_error)


@pytest.mark.proof
def test_every_cell_over_two_thousand_seeds():
    found = [coverage(cell, 2000) for cell in GRID]
    # Monte-Carlo error of one cell is half a point; three of them beyond 94–97 % would be a fault.
    for one in found:
        assert min(one.overall, one.team) >= 0.925 and max(one.overall, one.team) <= 0.985, one
    for name in ("overall", "team"):
        assert 0.94 <= np.mean([getattr(one, name) for one in found]) <= 0.97
    naive = [one.naive for one in found if one.cell.fraction == 0.8]
    assert np.mean(naive) < 0.92
