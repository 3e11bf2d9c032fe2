"""Survey metrics and comparisons against R, statsmodels and printed figures."""

import csv

import numpy as np
import pytest
from scipy import stats

from rapport.measures import (
    Scale,
    benjamini_hochberg,
    ces,
    ces_share,
    compare,
    csat,
    mean,
    nps,
    proportion,
    psat,
)
from rapport.records.errors import InputError


def column(shared, path, *names):
    with (shared / "references/data" / path).open() as file:
        rows = list(csv.DictReader(file))
    return [[row[name] for row in rows] for name in names]


# statsmodels.stats.proportion and R's binom; 18/20 and 4/20 stand in statsmodels' own tests.
@pytest.mark.parametrize(
    ("k", "n", "method", "low", "high"),
    [
        (81, 263, "wilson", 0.2552885198782742, 0.36620957698280004),
        (81, 263, "exact", 0.25273674558527137, 0.36762192260135135),
        (81, 263, "jeffreys", 0.2545219349910236, 0.36564749917408235),
        (81, 263, "agresti_coull", 0.25522066519, 0.3662774316711),
        (15, 148, "wilson", 0.06238639953073628, 0.16048724172330803),
        (15, 148, "exact", 0.05784401008344857, 0.161650490349479),
        (15, 148, "jeffreys", 0.06044851700929642, 0.15764314347874112),
        (18, 20, "wilson", 0.6989663547715128, 0.972133518786232),
        (18, 20, "jeffreys", 0.716146742695748, 0.97862751197755),
        (18, 20, "exact", 0.6830172859809176, 0.9876514728297052),
        (4, 20, "exact", 0.05733399705003284, 0.436614002996668),
    ],
)
def test_share_intervals(k, n, method, low, high):
    found = proportion(k, n, method=method)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-6)


@pytest.mark.parametrize("method", ["wilson", "jeffreys", "exact", "agresti_coull"])
@pytest.mark.parametrize("k", [0, 7])
def test_a_share_at_the_end_is_still_unsure(method, k):
    found = proportion(k, 7, method=method)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.high - found.low > 0.25


def test_share_of_nothing_is_undefined():
    assert proportion(0, 0).value is None
    with pytest.raises(InputError, match="3 successes of 2"):
        proportion(3, 2)
    with pytest.raises(InputError, match="unknown"):
        proportion(1, 2, method="normal")


def test_nps_equals_r(shared):
    answers, unit = column(shared, "3_nps_csat/nps_r_testdata.csv", "REC", "BU")
    scores = np.array(answers, dtype=float)
    found = nps(scores)
    assert found.value == pytest.approx(10.0, abs=1e-9)
    assert found.standard_error == pytest.approx(2.853068523537, abs=1e-9)
    # The Wald interval of the same package, which a score interval meets at a thousand answers.
    assert (found.low, found.high) == pytest.approx((4.408088, 15.591192), abs=0.05)
    units = np.array(unit)
    apples, oranges = nps(scores[units == "Apples"]), nps(scores[units == "Oranges"])
    difference = compare(apples, oranges)
    assert difference.value == pytest.approx(7.2)
    assert difference.standard_error == pytest.approx(7.970746514599, abs=1e-8)
    assert difference.p == pytest.approx(0.3663650541145, abs=1e-9)


def test_stratified_nps_equals_r_survey(shared):
    answers, unit = column(shared, "3_nps_csat/nps_r_testdata.csv", "REC", "BU")
    sizes = {"Apples": 5000, "Oranges": 3000, "Bananas": 2000, "Berries": 1000}
    found = nps([float(a) for a in answers], strata=unit, population=sizes)
    assert found.value == pytest.approx(11.27272727273, abs=1e-9)
    assert found.standard_error == pytest.approx(3.09384307627, abs=1e-8)
    assert found.degrees_of_freedom == 996


@pytest.mark.parametrize(("d", "s", "p", "variance"), [(25, 50, 25, 0.5), (10, 20, 70, 0.44)])
def test_nps_variance_from_shares(d, s, p, variance):
    found = nps([3] * d + [7] * s + [10] * p)
    assert found.standard_error == pytest.approx(100 * (variance / 100) ** 0.5)


def test_nps_interval_holds_at_the_end_of_the_scale():
    found = nps([10, 10, 10, 10])
    assert found.value == found.high == 100 and found.low < 60
    assert nps([0] * 4).high > -60


@pytest.mark.parametrize("answer", [11, -1, 8.5])
def test_nps_refuses_what_is_not_an_answer(answer):
    with pytest.raises(InputError, match="row 2"):
        nps([10, answer])


def test_nps_interval_covers_where_wald_does_not():
    rng = np.random.default_rng(11)
    shares = np.array([0.75, 0.2, 0.05])
    hits = wald = 0
    for _ in range(400):
        up, _, down = counts = rng.multinomial(15, shares)
        found = nps(np.repeat([10, 8, 2], counts))
        hits += found.low <= 70 <= found.high
        value = (up - down) / 15
        half = 1.96 * ((up + down) / 15 - value**2) ** 0.5 / 15**0.5
        wald += value - half <= 0.7 <= value + half
    assert hits >= 370 > wald


def test_csat_is_the_share_of_the_top():
    found = csat([5, 4, 4, 3, 1, None])
    plain = proportion(3, 5)
    assert (found.value, found.base, found.excluded) == (0.6, 5, {"no answer": 1})
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high))
    assert csat([1, 0, 1], Scale(0, 1)).value == pytest.approx(2 / 3)
    assert psat([5, 4, 1], top=1).value == pytest.approx(1 / 3)


def test_flipped_wordings_are_flipped_and_recorded():
    hard = Scale(1, 7, higher_is_better=False)
    found = ces([1, 2, 3], hard)
    assert found.value == 6 and "flipped" in found.method
    assert ces_share([1, 2, 6], hard).value == pytest.approx(2 / 3)
    assert ces_share([5, 4, 3, 2], Scale(1, 5)).value == 0.5
    with pytest.raises(InputError, match="outside the scale"):
        ces([8])


def test_weights_change_the_share_and_its_worth():
    found = csat([5, 1, 5, 1, 5], weights=[3, 3, 1, 1, 2])
    assert found.value == 0.6 and found.effective_base < 4.5
    assert csat([5, 5, 1], weights=[3, 3, 3]) == csat([5, 5, 1], weights=[1, 1, 1]).with_(weighted_base=9.0)


def test_mean_equals_r_survey_simple_random(shared):
    api, weight = column(shared, "2_survey/apisrs.csv", "api00", "pw")
    found = mean([float(a) for a in api], weights=[float(w) for w in weight], population=6194)
    assert found.value == pytest.approx(656.585)
    assert found.standard_error == pytest.approx(9.249722039283, rel=1e-9)
    assert (found.low, found.high) == pytest.approx((638.344950092127, 674.825049907873), rel=1e-9)


def test_mean_equals_r_survey_stratified(shared):
    api, kind = column(shared, "2_survey/apistrat.csv", "api00", "stype")
    found = mean([float(a) for a in api], strata=kind, population={"E": 4421, "M": 1018, "H": 755})
    assert found.value == pytest.approx(662.287363159321, rel=1e-8)
    assert found.standard_error == pytest.approx(9.408940802785, rel=1e-7)
    assert (found.low, found.high) == pytest.approx((643.732188272086, 680.842538046555), rel=1e-7)


def test_mean_equals_r_survey_clusters(shared):
    api, district = column(shared, "2_survey/apiclus1.csv", "api00", "dnum")
    found = mean([float(a) for a in api], clusters=district, population=757)
    assert found.value == pytest.approx(644.169398907104, rel=1e-9)
    assert found.standard_error == pytest.approx(23.542240693781, rel=1e-7)
    assert (found.low, found.high) == pytest.approx((593.676314463326, 694.662483350882), rel=1e-7)
    assert found.degrees_of_freedom == 14


def test_means_compare_as_welch():
    rng = np.random.default_rng(3)
    a, b = rng.normal(5, 1, 12), rng.normal(6, 3, 30)
    found, peer = compare(a, b), stats.ttest_ind(a, b, equal_var=False)
    assert found.p == pytest.approx(peer.pvalue)
    interval = peer.confidence_interval()
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))


# Newcombe (1998), table II, method 10, cases 56/70 − 48/80 and 10/10 − 0/10.
@pytest.mark.parametrize(
    ("a", "b", "low", "high"), [((56, 70), (48, 80), 0.0524, 0.3339), ((10, 10), (0, 10), 0.6075, 1.0)]
)
def test_shares_compare_as_newcombe(a, b, low, high):
    found = compare(proportion(*a), proportion(*b))
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert found.p < 0.01


def test_unlike_things_are_not_compared():
    with pytest.raises(InputError, match="differ in unit"):
        compare(proportion(1, 2), mean([1, 2, 3]))
    assert compare(proportion(1, 2), proportion(0, 0)).undefined_because


def test_false_discoveries_are_controlled_as_in_the_paper():
    given = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    given += [0.324, 0.4262, 0.5719, 0.6528, 0.759, 1]
    expected = [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714285714, 0.06385714285714, 0.0645, 0.0765]
    assert benjamini_hochberg(given)[:9] == pytest.approx(expected)
    with_gap = benjamini_hochberg([given[0], np.nan, *given[1:]])
    assert np.isnan(with_gap[1]) and with_gap[0] == pytest.approx(0.0015)


def test_the_error_of_unequal_weights_is_that_of_the_mean_of_the_same_scores():
    rng = np.random.default_rng(5)
    answers, weights = rng.integers(0, 11, 80), rng.uniform(0.2, 4, 80)
    signs = np.where(answers >= 9, 100.0, np.where(answers <= 6, -100.0, 0.0))
    found, same = nps(answers, weights), mean(signs, weights)
    assert found.value == pytest.approx(same.value)
    assert found.standard_error == pytest.approx(same.standard_error)
    scale = Scale(0, 10)
    share, hits = csat(answers, scale, 2, weights), mean((answers >= 9).astype(float), weights)
    assert share.standard_error == pytest.approx(hits.standard_error)
    alike = nps(answers, np.full(80, 0.1))
    assert alike.standard_error == pytest.approx(nps(answers).standard_error)
