"""Response rates by hand, distributions of answers, and signs of scores that were asked for."""

import numpy as np
import polars as pl
import pytest
from scipy import stats

from rapport.measures import (
    Scale,
    answer_shares,
    csat,
    proportion,
    response_rates,
    response_rates_of,
    score_begging,
)
from rapport.measures.feedback.beta_binomial import tail
from rapport.records.errors import InputError

I, P, R, NC, O, UH, UO, NE = 120, 30, 60, 200, 15, 90, 45, 40  # noqa: E741
K, U = I + P + R + NC + O, UH + UO
E = K / (K + NE)
RATES = {
    "response_rate_1": I / (K + U),
    "response_rate_2": (I + P) / (K + U),
    "response_rate_3": I / (K + E * U),
    "response_rate_4": (I + P) / (K + E * U),
    "response_rate_5": I / K,
    "response_rate_6": (I + P) / K,
    "cooperation_rate_1": I / (I + P + R + O),
    "cooperation_rate_2": (I + P) / (I + P + R + O),
    "cooperation_rate_3": I / (I + P + R),
    "cooperation_rate_4": (I + P) / (I + P + R),
    "refusal_rate_1": R / (K + U),
    "refusal_rate_2": R / (K + E * U),
    "refusal_rate_3": R / K,
    "contact_rate_1": (I + P + R + O) / (K + U),
    "contact_rate_2": (I + P + R + O) / (K + E * U),
    "contact_rate_3": (I + P + R + O) / K,
}
CASES = K + U + NE


@pytest.mark.parametrize("name", RATES)
def test_every_rate_by_hand(name):
    found = getattr(response_rates(I, P, R, NC, O, UH, UO, not_eligible=NE), name)
    assert found.value == pytest.approx(RATES[name])
    assert found.low < found.value < found.high
    assert found.base + sum(found.excluded.values()) == CASES


@pytest.mark.parametrize(
    "name", ["response_rate_1", "response_rate_5", "cooperation_rate_3", "contact_rate_3"]
)
def test_rates_without_e_are_plain_shares(name):
    found = getattr(response_rates(I, P, R, NC, O, UH, UO), name)
    peer = proportion(round(found.value * found.base), found.base)
    assert (found.low, found.high) == pytest.approx((peer.low, peer.high))


def test_a_given_e_and_the_standard_error_of_an_estimated_one():
    given = response_rates(I, P, R, NC, O, UH, UO, 0.5)
    assert given.response_rate_3.value == pytest.approx(I / (K + 0.5 * U)) and given.eligible_share == 0.5
    assert response_rates(I, P, R, NC, O, UH, UO, 0).response_rate_3.value == pytest.approx(I / K)
    assert response_rates(I, P, R, NC, O, UH, UO, 1).refusal_rate_2.value == pytest.approx(R / (K + U))
    found = response_rates(I, P, R, NC, O, UH, UO, not_eligible=NE)
    rng = np.random.default_rng(1)
    drawn = rng.multinomial(CASES, np.array([I, K - I, U, NE]) / CASES, 40_000)
    eligible = drawn[:, 0] + drawn[:, 1]
    rates = drawn[:, 0] / (eligible + drawn[:, 2] * eligible / (eligible + drawn[:, 3]))
    assert found.response_rate_3.standard_error == pytest.approx(rates.std(), rel=0.03)
    assert found.eligible_share == pytest.approx(E)


def test_what_cannot_be_told_is_undefined():
    found = response_rates(10, unknown_other=5)
    assert "eligible" in found.response_rate_3.undefined_because and found.eligible_share is None
    assert found.response_rate_1.value == pytest.approx(2 / 3)
    assert response_rates(0).response_rate_5.undefined_because
    assert response_rates(0, refusal=10).response_rate_1.high > 0.2
    assert response_rates(10, refusal=5).response_rate_3.value == pytest.approx(2 / 3)


def test_a_column_of_outcomes_is_counted():
    names = ["complete", "partial", "refusal", "non_contact", "other", "unknown_household", "unknown_other"]
    column = np.repeat([*names, "not_eligible"], [I, P, R, NC, O, UH, UO, NE])
    peer = response_rates(I, P, R, NC, O, UH, UO, not_eligible=NE)
    assert response_rates_of(column) == peer
    short = np.repeat(["I", "P", "R", "NC", "O", "UH", "UO", "NE"], [I, P, R, NC, O, UH, UO, NE])
    assert response_rates_of(pl.Series(short)) == peer
    assert response_rates_of(["done", None, "I"], codes={"done": "complete"}).response_rate_1.excluded == {
        "no outcome": 1
    }
    weighted = response_rates_of(column, np.full(len(column), 3.0))
    assert weighted.response_rate_4.value == pytest.approx(peer.response_rate_4.value)
    assert weighted.response_rate_4.low == pytest.approx(peer.response_rate_4.low)
    uneven = response_rates_of(column, np.random.default_rng(1).random(len(column)) + 0.2)
    assert uneven.response_rate_1.effective_base < peer.response_rate_1.effective_base


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: response_rates(-1), "negative"),
        (lambda: response_rates(float("nan")), "complete is nan"),
        (lambda: response_rates(1, e=1.2), "e of 1.2"),
        (lambda: response_rates_of(["bounced"]), "outcome 'bounced' is unknown"),
        (lambda: answer_shares([2.5], Scale(1, 5)), "row 1"),
        (lambda: answer_shares([7], Scale(1, 5)), "outside"),
        (lambda: score_begging([11], ["a"]), "outside"),
        (lambda: score_begging([10, 9], ["a", "a"], invited={"a": 1}), "2 answers of 1"),
        (lambda: score_begging([10], ["a"], false_signs=0), "false_signs"),
    ],
)
def test_what_is_wrong_is_named(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_answers_spread_with_goodmans_intervals():
    answers = np.repeat([1, 2, 3, 5], [10, 20, 30, 40]).astype(float)
    found = answer_shares([*answers, None], Scale(1, 5))
    assert list(found) == [1, 2, 3, 4, 5]
    assert sum(one.value for one in found.values()) == pytest.approx(1)
    # Goodman (1965), formula 2.6, with the chi-square of one degree at 1 − 0.05/5.
    a, n = stats.chi2.isf(0.05 / 5, 1), 100
    for count, one in zip([10, 20, 30, 0, 40], found.values(), strict=True):
        root = (a * (a + 4 * count * (n - count) / n)) ** 0.5
        assert one.high == pytest.approx((a + 2 * count + root) / (2 * (n + a)))
        assert one.low == pytest.approx((a + 2 * count - root) / (2 * (n + a)), abs=1e-12)
        assert one.excluded == {"no answer": 1}
    alone = answer_shares(answers, simultaneous=False)
    assert alone[5].low == pytest.approx(proportion(40, 100).low) and list(alone) == [1.0, 2.0, 3.0, 5.0]


def test_labels_spread_too_and_weights_count():
    found = answer_shares(["chat", "call", None, "call"])
    assert found["call"].value == pytest.approx(2 / 3) and list(found) == ["call", "chat"]
    weights = np.random.default_rng(4).random(200) + 0.1
    answers = np.random.default_rng(5).integers(1, 6, 200)
    weighted = answer_shares(answers, Scale(1, 5), weights, simultaneous=False)
    peer = csat(answers, top=1, weights=weights)
    assert weighted[5].value == pytest.approx(peer.value)
    assert (weighted[5].low, weighted[5].high) == pytest.approx((peer.low, peer.high))
    assert all(one.undefined_because for one in answer_shares([None], Scale(1, 3)).values())
    assert answer_shares([]) == {}


def test_the_tail_is_the_beta_binomials():
    for n, hits, share, alike in [(30, 22, 0.4, 0.1), (200, 90, 0.3, 0.02), (20, 20, 0.9, 0.3)]:
        size = 1 / alike - 1
        peer = stats.betabinom.sf(hits - 1, n, share * size, (1 - share) * size)
        assert tail(n, hits, share, alike) == pytest.approx(peer, rel=1e-9)
    assert tail(30, 22, 0.4, 0.0) == pytest.approx(stats.binom.sf(21, 30, 0.4))
    assert tail(30, 0, 0.4, 0.1) == 1


def team(rng, people=20, each=60, alike=20.0):
    share = rng.beta(0.4 * alike, 0.6 * alike, people)
    who = np.repeat(np.arange(people), each)
    return np.where(rng.random(people * each) < share[who], 10, rng.integers(3, 10, people * each)), who


def test_honest_teams_get_almost_no_signs_and_a_beggar_gets_one():
    honest = found = 0
    for seed in range(40):
        answers, who = team(np.random.default_rng(seed))
        honest += any(one.sign for one in score_begging(answers, who).values())
        answers[(who == 3) & (answers < 8)] = 10
        answers[who == 3] = np.where(np.random.default_rng(seed).random(60) < 0.97, 10, answers[who == 3])
        found += score_begging(answers, who)[3].sign
    assert honest <= 4 and found >= 32


def test_easier_cases_are_expected_to_score_better():
    rng = np.random.default_rng(2)
    who = np.repeat(np.arange(20), 80)
    easy = np.where(who == 0, rng.random(len(who)) < 0.95, rng.random(len(who)) < 0.3)
    answers = np.where(rng.random(len(who)) < np.where(easy, 0.8, 0.2), 10, 7)
    assert score_begging(answers, who)[0].sign
    with_cells = score_begging(answers, who, cells=easy)[0]
    assert not with_cells.sign and with_cells.expected > 0.7


def test_scores_within_the_contact_and_odd_answer_rates_are_signs():
    rng = np.random.default_rng(3)
    answers, who = team(rng)
    during = rng.random(len(who)) < np.where(who == 5, 0.9, 0.1)
    found = score_begging(answers, who, during=during)
    assert "scored in the contact" in found[5].signs and not found[6].sign
    invited = dict.fromkeys(range(20), 300.0)
    often = score_begging(answers, who, invited=invited | {4: 70.0})
    seldom = score_begging(answers, who, invited=invited | {8: 3_000.0})
    assert "answered unusually often" in often[4].signs
    assert "answered unusually seldom" in seldom[8].signs


def test_few_answers_or_few_agents_tell_nothing():
    found = score_begging([10] * 10 + [5] * 50 + [None], ["a"] * 10 + ["b"] * 50 + ["c"])
    assert found["a"].q is None and not found["a"].sign and found["a"].perfect.value == 1
    assert found["c"].perfect.undefined_because and found["c"].perfect.excluded == {"no answer": 1}
    assert score_begging([10] * 30, ["a"] * 30)["a"].expected is None
    assert score_begging([], []) == {}
