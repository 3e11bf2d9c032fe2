"""An audit in which nothing is scored twice, with the variance between evaluators known from elsewhere."""

import math

import numpy as np
import pytest
from scipy import stats

from rapport.measures import AuditSample, audit_mean, audit_means, sample_mean
from rapport.records.errors import InputError

N, SIZE = 400, 1700


@pytest.fixture
def single():
    rng = np.random.default_rng(5)
    return {
        "scores": rng.normal(70, 15, N),
        "units": np.arange(N),
        "evaluators": rng.integers(0, 8, N),
        "population": SIZE,
    }


def test_it_stands_in_for_what_double_scoring_would_tell(single):
    without = audit_mean(**single)
    found = audit_mean(**single, evaluator_variance=60.0)
    f, s2 = N / SIZE, single["scores"].var(ddof=1)
    variance = ((1 - f) * s2 + f * 60) / N
    assert found.value == without.value
    assert found.standard_error == pytest.approx(math.sqrt(variance), rel=1e-12)
    # What is known has no degrees of freedom of its own.
    between = (1 - f) * s2 / N
    df = variance**2 / (between**2 / (N - 1))
    assert found.degrees_of_freedom == pytest.approx(df, rel=1e-9)
    reach = stats.t.ppf(0.975, df) * math.sqrt(variance)
    assert (found.low, found.high) == pytest.approx((found.value - reach, found.value + reach))
    assert "evaluators' variance as given" in found.method
    assert "nothing doubly scored, no" in without.method


def test_evaluators_who_agree_leave_the_textbook_interval(single):
    found = audit_mean(**single, evaluator_variance=0)
    expected = single["scores"].std(ddof=1) * math.sqrt((1 - N / SIZE) / N)
    assert found.standard_error == pytest.approx(expected, rel=1e-12)
    assert "as given" in found.method


def test_it_never_widens_the_interval_beyond_no_correction(single):
    without = audit_mean(**single)
    found = audit_mean(**single, evaluator_variance=1e6)
    assert found.standard_error == pytest.approx(without.standard_error, rel=1e-12)
    assert "more than these scores leave room for" in found.method


def test_a_sample_with_double_scoring_goes_by_its_own(single):
    twice = {
        "scores": np.append(single["scores"], [60.0, 80.0]),
        "units": np.append(single["units"], [0, 1]),
        "evaluators": np.append((single["evaluators"]), [8, 8]),
        "population": SIZE,
    }
    own, found = audit_mean(**twice), audit_mean(**twice, evaluator_variance=3.0)
    assert (found.low, found.high) == (own.low, own.high)
    assert "not the one given" in found.method and "not the one given" not in own.method


def test_a_frame_of_unknown_size_has_no_use_for_it(single):
    single["population"] = None
    found, without = audit_mean(**single, evaluator_variance=9.0), audit_mean(**single)
    assert found == without


def test_groups_and_a_sample_arranged_before_take_it(single):
    team = np.arange(N) % 3
    found = audit_means(**single, by=team, evaluator_variance=60.0)
    for name, one in found.items():
        alone = audit_mean(**single, domain=team == name, evaluator_variance=60.0)
        assert one.standard_error == pytest.approx(alone.standard_error, rel=1e-12)
        assert one.standard_error < audit_mean(**single, domain=team == name).standard_error
    sample = AuditSample(single["units"], single["evaluators"], population=SIZE)
    again = sample_mean(sample, single["scores"], evaluator_variance=60.0)
    assert again == audit_mean(**single, evaluator_variance=60.0)


def test_strata_share_it(single):
    strata = np.repeat(["a", "b"], [100, 300])
    single["population"] = {"a": 200, "b": 1500}
    found = audit_mean(**single, strata=strata, evaluator_variance=50.0)
    variance = 0.0
    for name, n, size in (("a", 100, 200), ("b", 300, 1500)):
        s2, f = single["scores"][strata == name].var(ddof=1), n / size
        variance += (size / SIZE) ** 2 * ((1 - f) * s2 + f * 50) / n
    assert found.standard_error == pytest.approx(math.sqrt(variance), rel=1e-12)


def test_even_shares_take_severity_out_of_it():
    held, widths = 0, []
    for seed in range(200):
        rng = np.random.default_rng([11, seed])
        table = rng.normal(70, 10, (300, 1)) + rng.normal(0, 5, 6) + rng.normal(0, 5, (300, 6))
        person = rng.permutation(np.arange(300) % 6)
        scores = table[np.arange(300), person]
        known = table.var(axis=1, ddof=1).mean()
        given = {"scores": scores, "units": np.arange(300), "evaluators": person, "population": 300}
        found = audit_mean(**given, evaluator_variance=known, assignment="even")
        held += found.low <= table.mean() <= found.high
        widths.append(found.margin_of_error)
        assert found.definition == "audit_mean@2"
    # What stays of a census is the noise of one score, 1.96 · 5 / √300.
    assert held >= 180 and np.mean(widths) == pytest.approx(0.566, rel=0.1)


@pytest.mark.parametrize("wrong", [-1.0, math.nan, math.inf, "much"])
def test_a_variance_is_a_finite_number_from_0_up(single, wrong):
    with pytest.raises(InputError, match="variance"):
        audit_mean(**single, evaluator_variance=wrong)
