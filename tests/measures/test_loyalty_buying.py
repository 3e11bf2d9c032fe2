"""Buying models: what they answer, whatever histories they are given."""

import numpy as np
import pytest
from law_rows.loyalty import histories, occasions, spending

from rapport.measures import (
    BGBB,
    BGNBD,
    GammaGamma,
    ParetoNBD,
    bg_bb,
    bg_nbd,
    customer_lifetime_value,
    gamma_gamma,
    loyalty_group_scores,
    loyalty_groups,
    pareto_nbd,
)
from rapport.measures.loyalty.bg_nbd_likelihood import bg_nbd_ahead
from rapport.records.errors import InputError

KNOWN = BGNBD.of(r=0.243, alpha=4.414, a=0.793, b=2.426)


def some(seed=0, n=90):
    return histories(np.random.default_rng(seed), n, None)


@pytest.mark.parametrize("fit", [bg_nbd, pareto_nbd])
def test_counts_of_equal_histories_are_as_many_customers(fit):
    once = {"frequency": [0, 1, 2, 5, 0], "recency": [0, 3, 9, 20, 0], "age": [30, 30, 25, 30, 12]}
    counts = [40, 12, 9, 7, 20]
    many = {key: np.repeat(column, counts) for key, column in once.items()}
    short, long = fit(**once, counts=counts), fit(**many)
    assert short.log_likelihood == pytest.approx(long.log_likelihood)
    assert short.r.value == pytest.approx(long.r.value) and short.r.base == long.r.base == 88


def test_frames_lists_and_arrays_are_read_alike():
    polars = pytest.importorskip("polars")
    columns = some()
    frame = polars.DataFrame(columns)
    one = bg_nbd(**columns)
    assert bg_nbd(*(frame[name] for name in frame.columns)).r == one.r
    assert bg_nbd(*(column.tolist() for column in columns.values())).r == one.r


@pytest.mark.parametrize("a", [0.5, 1.0, 1.7])
@pytest.mark.parametrize("x", [0, 3, 40, 400])
def test_expected_purchases_are_the_integral_of_what_they_are(a, x):
    theta = np.array([0.7, 5.0, a, 2.5])
    t, age = 26.0, 40.0
    p = (np.arange(200_000) + 0.5) / 200_000
    weight = p ** (a - 1) * (1 - p) ** (2.5 + x - 1)
    inside = -np.expm1(-(0.7 + x) * np.log1p(p * t / (5 + age))) / p
    direct = (weight * inside).sum() / weight.sum()
    found = bg_nbd_ahead(theta, np.asarray(t), np.array([float(x)]), np.array([age]))[0]
    assert found == pytest.approx(direct, rel=3e-3)


def test_the_chance_of_purchases_adds_up_and_has_their_mean():
    chances = np.array([KNOWN.p_purchases(n, 20).value for n in range(120)])
    assert chances.sum() == pytest.approx(1, abs=1e-6)
    assert chances @ np.arange(120) == pytest.approx(KNOWN.expected_purchases(20).value, rel=1e-3)
    assert KNOWN.p_no_purchase(0).value == 1


@pytest.mark.parametrize(
    "model",
    [KNOWN, ParetoNBD.of(0.55, 10.6, 0.6, 11.7), BGBB.of(1.2, 0.75, 0.66, 2.78)],
)
def test_one_customer_and_many_give_the_same(model):
    x, last, age = [0, 1, 3], [0, 2, 5], [6, 6, 6]
    many = model.predict(5, x, last, age)
    alive = model.p_alive(x, last, age)
    for place in range(3):
        assert many[place].value == pytest.approx(model.predict(5, x[place], last[place], age[place]).value)
        assert 0 <= alive[place].value <= 1
    assert len(many) == 3 and np.asarray(many).shape == (3,)
    total = model.total(5, x, last, age)
    assert total.value == pytest.approx(np.asarray(many).sum()) and total.low <= total.value <= total.high


def test_what_was_simulated_matches_what_is_expected():
    for model in (KNOWN, ParetoNBD.of(0.55, 10.6, 0.6, 11.7), BGBB.of(1.2, 0.75, 0.66, 2.78)):
        x, last, age = (np.full(200_000, one) for one in (2.0, 4.0, 6.0))
        drawn = model._drawn(np.random.default_rng(1), 5.0, x, last, age)
        assert drawn.mean() == pytest.approx(model.predict(5, 2, 4, 6).value, rel=0.02)


def test_a_missing_history_has_no_forecast_and_is_counted():
    columns = some()
    columns["recency"][3] = np.nan
    model = bg_nbd(**columns)
    assert model.r.excluded == {"history is missing": 1}
    each = model.predict(10, **columns)
    assert each[3].value is None and each[3].undefined_because and each[4].value is not None
    assert model.total(10, **columns).excluded == {"history is missing": 1}


def test_nobody_came_back():
    model = bg_nbd([0, 0, 0], [0, 0, 0], [5, 6, 7])
    assert model.r.undefined_because == "nobody came back"
    assert model.expected_purchases(5).value is None
    assert model.predict(5, [0], [0], [5])[0].value is None
    assert loyalty_groups([0, 0], [0, 0], [5, 6]).shares["fanatic"].value is None


def test_a_and_b_that_cannot_be_told_are_said_so():
    rng = np.random.default_rng(3)
    rate, age = rng.gamma(2, 0.1, 800), np.full(800, 30.0)
    x = rng.poisson(rate * age).astype(float)
    last = np.where(x > 0, age * rng.random(800) ** (1 / np.maximum(x, 1)), 0.0)
    model = bg_nbd(x, last, age)
    assert "not identified" in model.not_identified and model.a.value is None
    assert model.r.low < 2 < model.r.high
    assert model.expected_purchases(30).value == pytest.approx(6, rel=0.1)


def test_a_penalty_pulls_the_parameters_down():
    columns = some()
    free, held = bg_nbd(**columns), bg_nbd(**columns, penalty=0.1)
    assert held.alpha.value < free.alpha.value and held.log_likelihood < free.log_likelihood


@pytest.mark.parametrize(
    "history",
    [
        ([-1], [0], [5]),
        ([1.5], [1], [5]),
        ([1], [6], [5]),
        ([0], [2], [5]),
        ([2], [0], [5]),
        ([1], [-1], [5]),
    ],
)
def test_histories_that_cannot_be(history):
    for fit in (bg_nbd, pareto_nbd, bg_bb):
        with pytest.raises(InputError):
            fit(*history)


def test_numbers_that_cannot_be():
    columns = some()
    with pytest.raises(InputError):
        bg_nbd(**columns, penalty=-1)
    with pytest.raises(InputError):
        bg_nbd(**columns, counts=np.full(len(columns["age"]), 0.5))
    with pytest.raises(InputError):
        KNOWN.expected_purchases(-1)
    with pytest.raises(InputError):
        BGNBD.of(r=0, alpha=1, a=1, b=1)
    with pytest.raises(InputError):
        bg_bb([2], [1], [6])
    with pytest.raises(InputError):
        gamma_gamma([1, 2], [-5, 3])


def test_spending_is_drawn_to_the_mean_by_few_purchases():
    found = gamma_gamma(**spending(np.random.default_rng(2), 90, None))
    everybody = found.mean_value().value
    few, many = (found.expected_value(x, 2 * everybody).value for x in (1, 50))
    assert everybody < few < many < 2 * everybody
    assert found.expected_value(0, 0.0).value == pytest.approx(everybody)
    assert GammaGamma.of(6, 0.9, 15).mean_value().value is None


def test_lifetime_value_falls_with_the_discount_and_counts_the_missing():
    columns = some()
    money = np.where(columns["frequency"] > 0, 20.0, 0.0)
    money[0] = np.nan
    buys, spends = bg_nbd(**columns), GammaGamma.of(6.25, 3.74, 15.44)
    now, later = (
        customer_lifetime_value(buys, spends, **columns, monetary=money, period=4, discount=rate)
        for rate in (0.0, 0.1)
    )
    assert later.total.value < now.total.value
    assert now.total.excluded == {"history is missing": 1} and now.each[0].value is None
    assert now.mean.value * now.mean.base == pytest.approx(now.total.value)


def test_groups_are_probabilities_of_everybody():
    columns = some(1)
    found = loyalty_groups(**columns, cycle=8.0)
    assert sum(found.probability.values()) == pytest.approx(1)
    assert sum(one.value for one in found.shares.values()) == pytest.approx(1)
    assert set(found.group) <= {"fanatic", "neutral", "skeptic", "unsure"}
    strict = loyalty_groups(**columns, cycle=8.0, sure=0.95)
    assert strict.unsure.value > found.unsure.value


def test_what_trouble_costs_each_group():
    model = bg_nbd(**some(1))
    x = np.repeat([40.0, 0.0], 40)
    groups = loyalty_groups(x, np.where(x > 0, 39, 0), np.full(80, 40.0), model)
    trouble = np.tile([0, 1], 40)
    rng = np.random.default_rng(0)
    scores = 8 - trouble * np.where(x > 0, 1.0, 3.0) + rng.normal(0, 0.5, 80)
    found = loyalty_group_scores(groups, scores, trouble)
    assert found["fanatic"].value == pytest.approx(-1, abs=0.4)
    assert found["fanatic - skeptic"].low < 2 < found["fanatic - skeptic"].high
    assert found["neutral"].value is None


def test_occasions_are_told_from_the_last_one():
    model = bg_bb(**occasions(np.random.default_rng(0), 90, None))
    assert model.p_alive(4, 6, 6).value > model.p_alive(4, 4, 6).value
    assert model.expected_purchases(10).value > model.expected_purchases(3).value
