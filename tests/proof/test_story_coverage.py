"""The interval of the QCI holds the truth of simulated companies as often as it says."""

import pytest

from benchmarks.story_coverage import DOUBLES, FRACTIONS, audits, coverage, shares


def test_a_few_companies():
    hits = [hit for seed in range(24) for hit in audits(seed)]
    company, team, naive = shares(hits)
    assert company > 0.91
    assert team > 0.91
    assert naive < company - 0.08


@pytest.mark.proof
def test_2000_companies_with_evaluators_assigned_by_chance():
    hits = coverage(2000)
    company, team, _ = shares(hits)
    assert 0.94 <= company <= 0.97
    assert 0.94 <= team <= 0.97
    for fraction in FRACTIONS:
        cell = [hit for hit in hits if hit.fraction == fraction]
        company, team, naive = shares(cell)
        assert 0.94 <= company <= 0.97, fraction
        assert 0.94 <= team <= 0.97, fraction
        if 0.5 <= fraction < 1:
            assert naive < 0.94, "correcting everything is too sure"
    for double in DOUBLES:
        company, team, _ = shares([hit for hit in hits if hit.double == double])
        assert 0.94 <= company <= 0.97, double
        assert 0.94 <= team <= 0.97, double


@pytest.mark.proof
def test_2000_companies_with_evaluators_assigned_evenly_are_never_too_sure():
    hits = coverage(2000, evaluators=6, even=True)
    for fraction in FRACTIONS:
        company, team, _ = shares([hit for hit in hits if hit.fraction == fraction])
        assert company >= 0.94, fraction
        assert team >= 0.94, fraction
