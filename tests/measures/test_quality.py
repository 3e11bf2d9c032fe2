"""Evaluators, agents, teams and the target against simulated truths."""

import numpy as np
import pytest
import statsmodels.api as sm

from rapport.measures import (
    agent_impact,
    agent_scores,
    audit_mean,
    audit_means,
    best_quarter_gap,
    beyond_pool,
    diminishing_returns,
    severity,
)
from rapport.measures.inference.pooling import between_variance, pooled
from rapport.measures.quality.ratings import ratings_of


def audit_of_known_severities(seed, double=0.4, units=200):
    rng = np.random.default_rng(seed)
    truth = {"ann": 5.0, "bob": -3.0, "cho": 0.0, "dee": -2.0}
    people = list(truth)
    quality = 70 + rng.normal(0, 15, units)
    scores, unit, person = [], [], []
    for u in range(units):
        first = u % 4
        who = [first, (first + 1 + rng.integers(3)) % 4] if rng.random() < double else [first]
        for j in who:
            scores.append(quality[u] + truth[people[j]] + rng.normal(0, 6))
            unit.append(u)
            person.append(people[j])
    return truth, scores, unit, person


def test_severity_is_unbiased_and_holds_the_truth():
    found, held = [], []
    for seed in range(60):
        truth, *rows = audit_of_known_severities(seed)
        estimates = severity(*rows)
        found.append([estimates[name].value - truth[name] for name in truth])
        held.append([estimates[name].low <= truth[name] <= estimates[name].high for name in truth])
    assert np.abs(np.mean(found, axis=0)).max() < 0.6
    assert 0.91 <= np.mean(held) <= 0.985


def test_severity_equals_two_way_least_squares_when_all_score_all():
    rng = np.random.default_rng(2)
    table = rng.normal(60, 10, (30, 1)) + np.array([4.0, 0, -4]) + rng.normal(0, 5, (30, 3))
    units, people = np.divmod(np.arange(90), 3)
    found = severity(table.ravel(), units, people)
    dummies = np.hstack([np.eye(30)[units], np.eye(3)[people][:, 1:]])
    peer = sm.OLS(table.ravel(), dummies).fit()
    effects = np.array([0, *peer.params[30:]])
    for person, effect in enumerate(effects - effects.mean()):
        assert found[person].value == pytest.approx(effect)
    contrast = np.zeros(32)
    contrast[30:] = [-1 / 3, -1 / 3]
    assert found[0].standard_error == pytest.approx(peer.t_test(contrast).sd.item(), rel=1e-6)


def test_severity_says_when_nothing_was_doubly_scored():
    found = severity([1.0, 2, 3, 4, 5, 7], range(6), list("aabbcc"))
    assert "random assignment alone" in found["a"].method and found["a"].low is not None
    assert severity([1.0, 2.0], [1, 2], ["a", "a"])["a"].undefined_because
    gappy = severity([1.0, np.nan, 3, 4, 5], range(5), list("aabbb"))
    assert gappy["a"].excluded == {"no score": 1} and gappy["a"].base == 1


def agents_of_known_skill(seed):
    """Thirty agents; those with high numbers get the hard concern, so their raw means mislead."""
    rng = np.random.default_rng(seed)
    skill = rng.normal(0, 4, 30)
    scores, agent, concern = [], [], []
    for a in range(30):
        hard = rng.random(rng.integers(6, 40)) < a / 40
        scores.extend(75 + skill[a] - 15 * hard + rng.normal(0, 12, len(hard)))
        agent.extend([a] * len(hard))
        concern.extend(np.where(hard, "billing", "delivery"))
    return skill, scores, agent, concern


def test_agents_are_compared_fairly():
    held, error, raw_error = [], [], []
    for seed in range(25):
        skill, scores, agent, concern = agents_of_known_skill(seed)
        found = agent_scores(scores, agent, {"concern": concern})
        base = np.mean([one.adjusted.value for one in found.values()]) - skill.mean()
        for a, one in found.items():
            target = skill[a] + base
            held.append(one.adjusted.low <= target <= one.adjusted.high)
            error.append(one.adjusted.value - target)
            raw_error.append(one.raw.value - np.mean(scores) - skill[a])
    assert 0.92 <= np.mean(held) <= 0.98
    assert np.std(error) < 0.75 * np.std(raw_error)


def test_an_agents_impact_is_told_from_how_customers_came():
    held, raw_off = [], []
    for seed in range(25):
        rng = np.random.default_rng(seed)
        part = rng.normal(0.3, 0.1, 30)
        agent = np.repeat(np.arange(30), rng.integers(8, 60, 30))
        hard = rng.random(len(agent)) < agent / 40  # later agents get the hard concern, and angrier customers
        first = rng.normal(0.1, 0.2, len(agent)) - 0.4 * hard
        change = part[agent] - 0.6 * first - 0.2 * hard + rng.normal(0, 0.35, len(agent))
        found = agent_impact(change, first, agent, np.where(hard, "refund", "bill"))
        base = np.mean([one.adjusted.value for one in found.values()]) - part.mean()
        for a, one in found.items():
            held.append(one.adjusted.low <= part[a] + base <= one.adjusted.high)
        raw = np.array([one.raw.value for one in found.values()])
        raw_off.append(abs(np.corrcoef(raw - part, np.arange(30))[0, 1]))
    assert 0.92 <= np.mean(held) <= 0.98
    assert np.mean(raw_off) > 0.15, "raw changes lean with whom agents are given"


def test_a_change_without_a_first_part_is_missing():
    found = agent_impact([0.5, 0.4, 0.1, 0.2], [-0.2, None, 0.1, 0.0], ["x", "x", "y", "y"])
    assert found["x"].raw.base == 1 and found["x"].raw.excluded == {"missing": 1}
    assert agent_impact([], [], []) == {}


def test_agents_alike_stay_within_the_funnel():
    outside = []
    for seed in range(10):
        rng = np.random.default_rng(seed)
        agent = rng.integers(0, 40, 800)
        found = agent_scores(rng.normal(70, 10, 800), agent)
        outside += [one.outside != "within" for one in found.values()]
    assert np.mean(outside) < 0.01
    apart = agent_scores(
        np.concatenate([rng.normal(70, 5, 300), rng.normal(50, 5, 60)]), [0, 1, 2] * 100 + [3] * 60
    )
    assert apart[3].outside == "below" and apart[0].outside == "above"
    assert agent_scores([], []) == {}


def test_variance_between_solves_its_equation():
    value, variance = np.array([-0.9, -1.6, -1.3, -0.2, 0.1]), np.array([0.3, 0.2, 0.4, 0.05, 0.1])
    between = between_variance(value, variance)
    weight = 1 / (between + variance)
    mean = (weight * value).sum() / weight.sum()
    assert (weight * (value - mean) ** 2).sum() == pytest.approx(4)
    assert between_variance(np.ones(5), variance) == 0
    assert pooled(np.array([1.0, 1.0]), np.array([0.0, 0.0])).value.tolist() == [1.0, 1.0]


def test_best_quarter_is_not_the_luckiest_quarter():
    gaps, plain, held = [], [], []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        skill = rng.normal(70, 3, 12)
        team = np.repeat(np.arange(12), 12)
        scores = skill[team] + rng.normal(0, 12, len(team))
        teams = audit_means(scores, np.arange(len(team)), np.zeros(len(team)), by=team)
        found = best_quarter_gap(teams, draws=400)
        means = np.array([teams[t].value for t in range(12)])
        values = pooled(means, np.array([teams[t].standard_error ** 2 for t in range(12)])).value
        chosen = np.argsort(-values)[:3]
        truth = skill[chosen].mean() - skill.mean()
        gaps.append(found.value - truth)
        plain.append(np.sort(means)[-3:].mean() - means.mean() - truth)
        held.append(found.low <= truth <= found.high)
    assert abs(np.mean(gaps)) < 1.0 < 2.0 < np.mean(plain)
    assert np.mean(held) > 0.85


def test_best_quarter_needs_teams():
    found = best_quarter_gap(audit_means([1.0, 2], [1, 2], ["x", "x"], by=["a", "a"]))
    assert found.value is None and found.excluded == {"teams too small": 2}


def outcome(seed, n, chance):
    rng = np.random.default_rng(seed)
    qci = np.clip(95 - rng.gamma(1.5, 12, n), 0, 100)
    return qci, (rng.random(n) < chance(qci)).astype(float)


def test_the_target_is_where_a_known_curve_flattens():
    found = diminishing_returns(
        *outcome(1, 30_000, lambda x: np.interp(x, [0, 70, 80, 100], [0.1, 0.7, 0.75, 0.76]))
    )
    assert 74 <= found.value <= 85 and found.low < 80 < found.high


@pytest.mark.parametrize(
    ("n", "chance", "because"),
    [
        (150, lambda x: x / 100, "fewer than 200"),
        (2000, lambda x: np.full_like(x, 0.5), "does not rise"),
        (30_000, lambda x: x / 100, "do not diminish"),
        (900, lambda x: 0.9 - 0.8 * np.exp(-0.03 * x), "do not tell"),
    ],
)
def test_a_target_that_the_data_do_not_carry_is_not_told(n, chance, because):
    found = diminishing_returns(*outcome(3, n, chance))
    assert found.value is None and because in found.undefined_because


def test_pairs_for_agreement_come_from_the_same_rows():
    _, *rows = audit_of_known_severities(0)
    table = ratings_of(*rows)
    assert table.shape[1] == 2 and not np.isnan(table).any()


def test_beyond_the_pool_holds_the_truth_of_all_evaluators():
    inside = beyond = 0
    for seed in range(120):
        rng = np.random.default_rng(seed)
        units, hired = np.arange(240), rng.normal(0, 5, 8)
        true = rng.normal(70, 12, 240)
        rows = np.concatenate([units, units[:60]])
        people = np.concatenate([units % 8, (units[:60] + 3) % 8])
        scores = true[rows] + hired[people] + rng.normal(0, 5, 300)
        pool = audit_mean(scores, rows, people)
        wider = beyond_pool(pool, scores, rows, people)
        inside += pool.low <= 70 <= pool.high
        beyond += wider.low <= 70 <= wider.high
    assert beyond >= 108 > inside
    alone = beyond_pool(audit_mean([1.0, 2], [1, 2], ["x", "x"]), [1.0, 2], [1, 2], ["x", "x"])
    assert alone.value == 1.5 and alone.low is None
