"""Churn risk, calibration, value at risk, linkage, return on investment."""

import numpy as np
import pytest
from scipy import special, stats

from rapport.measures import (
    Estimate,
    at_risk_value,
    auc,
    calibration,
    churn_risk,
    linkage,
    mean,
    proportion,
    return_on_investment,
)
from rapport.records.errors import InputError


def leavers(seed=0, n=1500):
    rng = np.random.default_rng(seed)
    calls, plan = rng.poisson(2, n).astype(float), rng.normal(0, 1, n)
    risk = special.expit(-2 + 0.6 * calls - 0.4 * plan)
    return {"calls": calls, "plan": plan}, (rng.random(n) < risk).astype(float), risk


def test_area_is_that_of_mann_and_whitney():
    rng = np.random.default_rng(1)
    scores, truth = rng.integers(0, 20, 150).astype(float), rng.random(150) < 0.4
    u = stats.mannwhitneyu(scores[truth], scores[~truth]).statistic
    found = auc(scores, truth)
    assert found.value == pytest.approx(u / truth.sum() / (~truth).sum())
    above = (scores[truth][:, None] > scores[~truth]) + 0.5 * (scores[truth][:, None] == scores[~truth])
    parts = above.mean(axis=1).var(ddof=1) / truth.sum() + above.mean(axis=0).var(ddof=1) / (~truth).sum()
    assert found.standard_error == pytest.approx(parts**0.5)


def test_area_at_its_ends():
    best = auc(np.arange(40.0), np.arange(40) >= 20)
    assert best.value == 1 and best.high == 1 and 0.8 < best.low < 1
    assert auc([1, 2], [0, 0]).undefined_because == "not both outcomes occur"
    assert auc([1, 1, 1, 1], [0, 1, 0, 1]).value == 0.5
    with pytest.raises(InputError):
        auc([1, 2], [0, 2])


def test_calibration_agrees_with_statsmodels():
    import statsmodels.api as sm

    rng = np.random.default_rng(2)
    p = special.expit(rng.normal(-1, 1, 500))
    y = (rng.random(500) < special.expit(0.3 + 0.7 * special.logit(p))).astype(float)
    found = calibration(p, y)
    slope = sm.Logit(y, sm.add_constant(special.logit(p))).fit(disp=0)
    assert found.slope.value == pytest.approx(slope.params[1])
    assert found.slope.standard_error == pytest.approx(slope.bse[1])
    level = sm.GLM(y, np.ones(500), family=sm.families.Binomial(), offset=special.logit(p)).fit()
    assert found.intercept.value == pytest.approx(level.params[0])
    assert found.brier.value == pytest.approx(((p - y) ** 2).mean())
    assert len(found.bins) == 10 and sum(one.observed.base for one in found.bins) == 500


def test_equal_probabilities_stay_in_one_bin():
    found = calibration([0.2] * 50 + [0.6] * 50, [0, 1] * 50)
    assert [one.observed.base for one in found.bins] == [50, 50]
    assert calibration([0.3] * 10, [0, 1] * 5).slope.undefined_because == "all probabilities are alike"
    with pytest.raises(InputError):
        calibration([1.2], [1])


def test_risk_is_found_and_proved_on_customers_not_seen():
    features, left, risk = leavers()
    model = churn_risk(features, left)
    assert model.auc.low < auc(risk, left).value < model.auc.high
    assert model.calibration.slope.low < 1 < model.calibration.slope.high
    each = model.probability(features)
    inside = (each.low <= risk) & (risk <= each.high)
    assert inside.mean() > 0.8 and np.abs(np.asarray(each) - risk).mean() < 0.03
    swapped = {"plan": features["plan"], "calls": features["calls"]}
    assert np.asarray(model.probability(swapped)) == pytest.approx(np.asarray(each))


def test_later_customers_test_what_earlier_taught():
    features, left, _ = leavers()
    model = churn_risk(features, left, dates=np.arange(1500))
    assert model.auc.base == 450 and model.auc.excluded == {"used to fit": 1050}
    assert "latest" in model.validation and "latest" in model.auc.method


def test_noise_is_no_risk():
    rng = np.random.default_rng(3)
    model = churn_risk(rng.normal(size=(400, 8)), rng.random(400) < 0.3)
    assert model.auc.low < 0.55 and model.penalty >= 100


def test_rows_of_a_customer_share_a_fold():
    features, left, _ = leavers(n=300)
    again = {name: np.repeat(column, 3) for name, column in features.items()}
    apart = churn_risk(again, np.repeat(left, 3), customers=np.repeat(np.arange(300), 3))
    assert apart.auc.base == 900


def test_risk_that_cannot_be_learnt():
    features, left, _ = leavers(n=200)
    few = churn_risk({"calls": features["calls"][:30]}, left[:30])
    assert "too few" in few.auc.undefined_because and few.probability({"calls": [1.0]})[0].value is None
    one_day = churn_risk(features, left, dates=np.ones(200))
    assert "earlier" in one_day.undefined_because or "one" in one_day.undefined_because
    flat = churn_risk({"calls": np.ones(200)}, left)
    assert flat.undefined_because == "no feature varies"
    with pytest.raises(InputError):
        churn_risk(features, left + 1)
    model = churn_risk(features, left)
    with pytest.raises(InputError):
        model.probability({"calls": [1.0]})


def test_linkage_agrees_with_statsmodels():
    import statsmodels.api as sm

    rng = np.random.default_rng(4)
    score, tenure, team = rng.normal(70, 10, 400), rng.gamma(2, 2, 400), rng.integers(0, 30, 400)
    stayed = (rng.random(400) < special.expit(-4 + 0.05 * score + 0.1 * tenure)).astype(float)
    design = sm.add_constant(np.column_stack([score, tenure]))
    found = linkage(score, stayed, {"tenure": tenure})
    margins = sm.Logit(stayed, design).fit(disp=0).get_margeff()
    assert found.effect.value == pytest.approx(margins.margeff[0])
    assert found.effect.standard_error == pytest.approx(margins.margeff_se[0], rel=0.15)
    money = 10 + 2 * score + rng.normal(0, score / 3)
    free = sm.OLS(money, design).fit(cov_type="HC3", use_t=True)
    found = linkage(score, money, {"tenure": tenure})
    assert found.effect.value == pytest.approx(free.params[1])
    assert found.effect.standard_error == pytest.approx(free.bse[1])
    assert found.effect.high == pytest.approx(free.conf_int()[1, 1])
    grouped = sm.OLS(money, design).fit(cov_type="cluster", cov_kwds={"groups": team})
    ours = linkage(score, money, {"tenure": tenure}, clusters=team).effect.standard_error
    assert ours == pytest.approx(grouped.bse[1], rel=0.01)


def test_a_point_is_worth_effect_times_value_and_both_are_in_doubt():
    rng = np.random.default_rng(5)
    score = rng.normal(70, 10, 500)
    stayed = rng.random(500) < special.expit(-3 + 0.05 * score)
    sure, unsure = (linkage(score, stayed, value=one) for one in (100.0, mean(rng.normal(100, 80, 40))))
    assert sure.worth_of_a_point.value == pytest.approx(100 * sure.effect.value)
    relative = [one.worth_of_a_point.standard_error / one.worth_of_a_point.value for one in (sure, unsure)]
    assert relative[1] > relative[0]
    assert sure.worth(2, 1000).value == pytest.approx(2000 * sure.worth_of_a_point.value)
    assert "association" in sure.caution


@pytest.mark.parametrize(
    ("score", "outcome", "because"),
    [
        (np.arange(8.0), [0, 1] * 4, "too few"),
        (np.ones(40), [0, 1] * 20, "does not vary"),
        (np.arange(40.0), np.arange(40) >= 20, "separates"),
    ],
)
def test_links_that_cannot_be_told(score, outcome, because):
    found = linkage(score, outcome)
    assert because in found.effect.undefined_because and found.worth(1, 1).value is None


def positive(value, low, high):
    return Estimate(value=value, low=low, high=high, unit="money", base=10)


def test_value_at_risk_of_lognormal_inputs_is_exact():
    one = positive(100.0, 100 / 1.5, 150.0)
    found = at_risk_value(1000, 0.5, one, positive(0.2, 0.1, 0.4), draws=200_000)
    width = np.hypot(np.log(1.5), np.log(2))
    assert found.value_at_risk.value == 50_000
    assert np.log(found.preventable.high / found.preventable.value) == pytest.approx(width, rel=0.02)
    assert found.exact == ("customers", "at_risk", "cost")


def test_correlated_inputs_vary_together():
    inputs = (1000, proportion(30, 100), positive(100.0, 70.0, 140.0))
    apart, together = (
        at_risk_value(*inputs, correlations=one) for one in (None, {("at_risk", "value"): 0.9})
    )
    assert together.value_at_risk.margin_of_error > apart.value_at_risk.margin_of_error
    for wrong in ({("at_risk", "worth"): 0.5}, {("at_risk", "value"): 1.5}):
        with pytest.raises(InputError):
            at_risk_value(*inputs, correlations=wrong)


def test_undefined_inputs_and_exact_ones():
    nothing = at_risk_value(1000, proportion(0, 0), 100.0)
    assert nothing.net.undefined_because.startswith("at_risk:")
    exact = at_risk_value(1000, 0.1, 50.0).value_at_risk
    assert exact.value == 5000 and exact.low is None and "exact" in exact.method
    with pytest.raises(InputError):
        at_risk_value(1000, 1.2, 50.0)
    with pytest.raises(InputError):
        at_risk_value(1000, "many", 50.0)


def test_a_normal_gain_pays_as_often_as_the_normal_says():
    gain = Estimate(value=10.0, low=10 - 1.959964 * 5, high=10 + 1.959964 * 5, unit="money")
    found = return_on_investment(gain, 60.0, periods=12, draws=200_000)
    assert found.probability_pays.value == pytest.approx(stats.norm.cdf(1.0), abs=0.005)
    assert found.payback.value == 6 and found.payback.low is None


def test_delay_discount_and_running_cost_put_the_payback_off():
    plain = return_on_investment(10.0, 45.0, periods=24)
    later = return_on_investment(10.0, 45.0, 1.0, periods=24, delay=3, discount=0.01)
    assert plain.payback.value == 4.5 and later.payback.value > 8
    factor = 1.01 ** -np.arange(1.0, 25)
    assert later.net_gain.value == pytest.approx(10 * factor[3:].sum() - 45 - factor.sum())
    never = return_on_investment(1.0, 45.0, periods=12)
    assert never.payback.value is None and never.net_gain.value == -33
    assert return_on_investment(1.0, 0.0).ratio.undefined_because == "nothing is spent"
    with pytest.raises(InputError):
        return_on_investment(1.0, -5.0)
