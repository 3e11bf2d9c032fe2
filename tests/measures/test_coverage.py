"""The audit's interval holds the truth as often as it says, in finite frames with differing evaluators."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.coverage import GRID, SMALL, coverage, held
from benchmarks.one_evaluator import POPULATIONS, SIZES, WAYS, found

AT_ODDS = 0.85


def test_short_form_overall_and_for_a_team():
    cells = [coverage(cell, 40) for cell in GRID]
    overall, team = (np.mean([getattr(one, name) for one in cells]) for name in ("overall", "team"))
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


def test_short_form_of_one_evaluator_a_unit():
    at_odds = [found(one, 400, 120) for one in POPULATIONS if one.disagreement >= AT_ODDS]
    assert np.mean([one.textbook for one in at_odds]) < 0.935
    for way in WAYS:
        # 840 audits: three standard errors are 2.3 points.
        assert 0.93 <= np.mean([one.held[way] for one in at_odds]) <= 0.975
    agreed = found(POPULATIONS[0], 400, 400)
    assert agreed.held["none twice"] >= agreed.held["variance known"] >= 0.92
    assert agreed.width["none twice"] > 1.08 * agreed.width["variance known"]


@pytest.mark.proof
@pytest.mark.parametrize("population", POPULATIONS, ids=str)
def test_one_evaluator_a_unit_in_full(population):
    """The table of `python -m benchmarks.one_evaluator`: 4,000 audits a cell."""
    cells = [found(population, n, 4000) for n in SIZES]
    at_odds = population.disagreement >= AT_ODDS
    for one in cells:
        # Without double scoring it must hold whatever the evaluators' part is: 1/√(1 − f) too wide at most.
        assert 0.94 <= one.held["none twice"] <= (0.97 if at_odds else 0.98), one
        assert 0.94 <= one.held["variance known"] <= 0.97, one
        assert 0.94 <= one.held["a twentieth twice"] <= 0.97, one
        assert one.width["none twice"] <= 1.03 / (1 - one.n / 1700) ** 0.5, one
        assert max(one.width["variance known"], one.width["a twentieth twice"]) <= 1.05, one
    if at_odds:
        assert cells[-1].textbook <= 0.923


@pytest.mark.proof
def test_every_cell_over_two_thousand_seeds():
    cells = [coverage(cell, 2000) for cell in GRID]
    # Monte-Carlo error of one cell is half a point; three of them beyond 94–97 % would be a fault.
    for one in cells:
        assert min(one.overall, one.team) >= 0.925 and max(one.overall, one.team) <= 0.985, one
    for name in ("overall", "team"):
        assert 0.94 <= np.mean([getattr(one, name) for one in cells]) <= 0.97
    naive = [one.naive for one in cells if one.cell.fraction == 0.8]
    assert np.mean(naive) < 0.92
