"""The audit mean against R's survey package, a plain transcription of the formula, and its edges."""

import csv
import math

import numpy as np
import polars as pl
import pytest
from scipy import stats

from rapport.measures import as_share, audit_mean, audit_means
from rapport.records.errors import InputError

SIZES = {"E": 4421, "M": 1018, "H": 755}


def plainly(scores, units, strata, population, confidence=0.95):
    """The formula of the scoring rules, transcribed row by row without any shortcut."""
    by_unit = {}
    for score, unit, stratum in zip(scores, units, strata, strict=True):
        by_unit.setdefault((stratum, unit), []).append(score)
    squares = sum(sum((s - np.mean(v)) ** 2 for s in v) for v in by_unit.values())
    df_w = sum(len(v) - 1 for v in by_unit.values())
    s2w = squares / df_w
    total = sum(population.values())
    value = variance = evaluator_part = bottom = 0.0
    for stratum, size in population.items():
        own = [v for (h, _), v in by_unit.items() if h == stratum]
        means = [np.mean(v) for v in own]
        n, f = len(own), len(own) / size
        s2 = np.var(means, ddof=1)
        m = np.mean([1 / len(v) for v in own])
        share = (size / total) ** 2
        value += size / total * np.mean(means)
        between = share * (1 - f) * s2 / n
        evaluator_part += share * f * s2w * m / n
        variance += share * ((1 - f) * s2 + f * s2w * m) / n
        bottom += between**2 / (n - 1)
    df = variance**2 / (bottom + evaluator_part**2 / df_w)
    return value, math.sqrt(variance), df, stats.t.ppf((1 + confidence) / 2, df)


@pytest.fixture
def audit():
    rng = np.random.default_rng(7)
    units = np.arange(120)
    strata = np.array(["a", "b", "c"])[units % 3]
    twice = rng.permutation(120)[:40]
    thrice = twice[:10]
    rows = np.concatenate([units, twice, thrice])
    scores = 60 + 10 * (rows % 3) + rng.normal(0, 15, 120)[rows] + rng.normal(0, 6, len(rows))
    evaluators = np.concatenate([np.full(120, "x"), np.full(40, "y"), np.full(10, "z")])
    return {"scores": scores, "units": rows, "evaluators": evaluators, "strata": strata[rows]}


def test_equals_the_formula(audit):
    population = {"a": 60, "b": 400, "c": 5000}
    found = audit_mean(**audit, population=population)
    value, error, df, t = plainly(audit["scores"], audit["units"], audit["strata"], population)
    assert found.value == pytest.approx(value, rel=1e-12)
    assert found.standard_error == pytest.approx(error, rel=1e-10)
    assert found.degrees_of_freedom == pytest.approx(df, rel=1e-9)
    assert (found.low, found.high) == pytest.approx((value - t * error, value + t * error))
    assert found.base == 120


def schools(shared):
    path = shared / "references/data/2_survey/apistrat.csv"
    with path.open() as file:
        return list(csv.DictReader(file))


def test_equals_r_survey_on_a_stratified_sample(shared):
    rows = schools(shared)
    found = audit_mean(
        [float(r["api00"]) for r in rows],
        range(len(rows)),
        ["one"] * len(rows),
        strata=[r["stype"] for r in rows],
        population=SIZES,
    )
    # R survey: svymean(~api00, dstrat) = 662.2874, SE 9.40894 with the correction. Nothing is doubly
    # scored here, so ours is the same design without it; the parts are put together again below.
    assert found.value == pytest.approx(662.287363159321, rel=1e-8)
    assert "no finite-population correction" in found.method
    s2 = {h: np.var([float(r["api00"]) for r in rows if r["stype"] == h], ddof=1) for h in SIZES}
    n = {h: sum(r["stype"] == h for r in rows) for h in SIZES}
    without = sum((SIZES[h] / 6194) ** 2 * s2[h] / n[h] for h in SIZES)
    assert found.standard_error == pytest.approx(math.sqrt(without), rel=1e-12)


def agreed_by_two(rows, values, **more):
    """Every school scored twice alike: evaluators never differ, so the design's own error remains."""
    return audit_mean(
        list(values) * 2,
        list(range(200)) * 2,
        ["one"] * 200 + ["two"] * 200,
        strata=[r["stype"] for r in rows] * 2,
        population=SIZES,
        **{name: list(column) * 2 for name, column in more.items()},
    )


def test_mean_and_share_equal_r_survey_with_its_correction(shared):
    rows = schools(shared)
    found = agreed_by_two(rows, [float(r["api00"]) for r in rows])
    assert found.value == pytest.approx(662.287363159321, rel=1e-8)
    assert found.standard_error == pytest.approx(9.408940802785, rel=1e-7)
    found = agreed_by_two(rows, [float(r["sch.wide"] == "Yes") for r in rows])
    assert found.value == pytest.approx(0.8279480114158, rel=1e-8)
    assert found.standard_error == pytest.approx(0.02434478011307, rel=1e-6)


@pytest.mark.parametrize(
    ("stype", "value", "error"),
    [("E", 674.43, 12.382479793907), ("H", 625.82, 14.937129185393), ("M", 636.6, 16.214707308185)],
)
def test_domains_equal_r_survey(shared, stype, value, error):
    rows = schools(shared)
    scores = [float(r["api00"]) for r in rows]
    found = agreed_by_two(rows, scores, domain=[r["stype"] == stype for r in rows])
    assert found.value == pytest.approx(value, rel=1e-8)
    assert found.standard_error == pytest.approx(error, rel=1e-6)


def test_a_domain_is_a_ratio_linearised_over_the_whole_sample(audit):
    population = {"a": 60, "b": 400, "c": 5000}
    domain = audit["units"] % 7 < 3
    found = audit_mean(**audit, domain=domain, population=population)
    once = np.unique(audit["units"], return_index=True)[1]
    unit = audit["units"]
    mean = np.array([audit["scores"][unit == u].mean() for u in range(120)])
    k = np.bincount(unit)
    inside, stratum = domain[once], audit["strata"][once]
    w = np.array([population[h] / 40 for h in stratum])
    value = (w * inside * mean).sum() / (w * inside).sum()
    s2w = sum(((audit["scores"][unit == u] - mean[u]) ** 2).sum() for u in range(120)) / (k - 1).sum()
    z = inside * (mean - value) / (w * inside).sum()
    variance = 0.0
    for h, size in population.items():
        own, f = stratum == h, 40 / size
        noise = s2w * (inside[own] / k[own]).mean() / (w * inside).sum() ** 2
        variance += size**2 * ((1 - f) * np.var(z[own], ddof=1) + f * noise) / 40
    assert found.value == pytest.approx(value)
    assert found.standard_error == pytest.approx(math.sqrt(variance))
    assert found.base == inside.sum()
    assert found.excluded == {"outside the domain": 120 - inside.sum()}


def test_every_group_is_its_domain(audit):
    team = audit["units"] % 5
    together = audit_means(**audit, by=team, population={"a": 60, "b": 400, "c": 5000})
    for label, found in together.items():
        alone = audit_mean(**audit, domain=team == label, population={"a": 60, "b": 400, "c": 5000})
        assert found.value == pytest.approx(alone.value)
        assert (found.low, found.high) == pytest.approx((alone.low, alone.high))
        assert found.base == alone.base


def test_a_census_of_agreeing_evaluators_is_certain_and_of_differing_ones_is_not(audit):
    same = audit | {"scores": audit["units"].astype(float)}
    assert audit_mean(**same, population={"a": 40, "b": 40, "c": 40}).standard_error == 0
    assert audit_mean(**audit, population={"a": 40, "b": 40, "c": 40}).standard_error > 0.3


def test_missing_scores_leave_and_are_counted(audit):
    scores = audit["scores"].copy()
    scores[audit["units"] == 3] = np.nan
    found = audit_mean(**audit | {"scores": scores})
    assert found.base == 119 and found.excluded == {"no score": 1}


def test_strata_with_one_unit_are_collapsed_and_uncovered_ones_named():
    found = audit_mean(
        [1, 2, 3, 4, 9],
        list("abcde"),
        list("xxxxx"),
        strata=["s", "s", "t", "t", "u"],
        population={"s": 100, "t": 50, "u": 45, "v": 5},
    )
    assert found.value == pytest.approx((100 * 1.5 + 50 * 3.5 + 45 * 9) / 195)
    assert "collapsed: u" in found.method and "not covered: v" in found.method
    assert found.standard_error > 0


def test_undefined_without_scores_and_no_interval_from_one():
    empty = audit_mean([], [], [])
    assert empty.value is None and empty.undefined_because
    one = audit_mean([5.0], ["a"], ["x"])
    assert one.value == 5 and one.low is None and "no interval" in one.method


def test_survey_weights_shift_the_mean_and_scale_does_not_matter(audit):
    weight = 1.0 + audit["units"] % 4
    first = audit_mean(**audit, weights=weight)
    second = audit_mean(**audit, weights=weight * 1000)
    once = np.unique(audit["units"], return_index=True)[1]
    mean = [audit["scores"][audit["units"] == u].mean() for u in range(120)]
    assert first.value == pytest.approx(np.average(mean, weights=weight[once]))
    assert (first.low, first.high) == pytest.approx((second.low, second.high))
    assert first.effective_base < first.base


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"strata": ["s", "t", "s"]}, "two different strata"),
        ({"population": 1}, "2 units were drawn"),
        ({"strata": ["s", "s", "s"], "population": {"t": 5}}, "not in the population"),
        ({"weights": [1, 2, 1]}, "two different weights"),
        ({"weights": [1, 1, -1]}, "negative"),
        ({"confidence": 95}, "not between 0 and 1"),
        ({"scores": ["good", 2, 3]}, "not a number"),
        ({"domain": [True, None, True]}, "yes or no"),
        ({"evaluators": ["x", "y"]}, "2 rows where 3"),
    ],
)
def test_errors_say_what_and_where(change, message):
    given = {"scores": [1.0, 2.0, 3.0], "units": ["a", "a", "b"], "evaluators": ["x", "y", "x"]} | change
    with pytest.raises(InputError, match=message):
        audit_mean(**given)


def test_columns_of_data_frames_are_taken_as_they_are(audit):
    frame = pl.DataFrame(audit)
    arrow = frame.to_arrow()
    expected = audit_mean(**audit)
    assert audit_mean(**{name: frame[name] for name in audit}) == expected
    assert audit_mean(**{name: arrow[name] for name in audit}) == expected


def test_a_share_near_one_has_an_interval_that_holds():
    hits = students = 0
    for seed in range(300):
        rng = np.random.default_rng(seed)
        found = audit_mean((rng.random(80) < 0.97).astype(float), range(80), ["x"] * 80)
        share = as_share(found)
        assert share.low <= share.value <= share.high <= 1 and share.low < 1
        hits += share.low <= 0.97 <= share.high
        students += found.low <= 0.97 <= found.high
    assert hits >= 276 > students


def test_a_share_keeps_what_it_cannot_improve_and_refuses_what_is_none():
    assert as_share(audit_mean([], [], [])).unit == "share"
    with pytest.raises(InputError, match="a share of 70"):
        as_share(audit_mean([70.0, 70.0], [1, 2], ["x", "x"]))
    plain = [1.0] * 45 + [0.0] * 15
    found = as_share(audit_mean(plain, range(60), ["x"] * 60))
    assert (found.low, found.high) == pytest.approx((0.628, 0.842), abs=0.01)


def test_groups_scored_by_other_people_are_flagged_and_random_ones_are_not():
    rng = np.random.default_rng(8)
    flagged = 0
    for _ in range(100):
        evaluator, team = rng.integers(0, 5, 300), np.arange(300) % 4
        found = audit_means(rng.normal(70, 9, 300), range(300), evaluator, by=team)
        flagged += sum("not comparable" in one.method for one in found.values())
    assert flagged <= 4
    evaluator[team == 2] = rng.integers(0, 2, 75)
    found = audit_means(rng.normal(70, 9, 300), range(300), evaluator, by=team)
    assert "not comparable" in found[2].method
    alone = audit_mean(rng.normal(70, 9, 300), range(300), evaluator, domain=team == 2)
    assert "not comparable" in alone.method
    whole = audit_mean(rng.normal(70, 9, 300), range(300), evaluator)
    assert "not comparable" not in whole.method


def test_scores_all_alike_are_not_sold_as_certainty():
    found = audit_mean([100.0] * 6, range(6), list("xyxyxy"), population=600)
    assert found.low == found.high == 100 and "all scores alike" in found.method


def scored_in_turns(seed, units=300, people=6, double=0.3, turns=True):
    """A census of known truth: who scores first takes turns, or is drawn for each unit by itself."""
    rng = np.random.default_rng(seed)
    table = rng.normal(70, 10, (units, 1)) + rng.normal(0, 6, people) + rng.normal(0, 4, (units, people))
    first = rng.permutation(np.arange(units) % people) if turns else rng.integers(0, people, units)
    twice = rng.permutation(units)[: round(double * units)]
    second = (first[twice] + 1 + np.arange(len(twice)) % (people - 1)) % people
    unit, person = np.concatenate([np.arange(units), twice]), np.concatenate([first, second])
    return {"scores": table[unit, person], "units": unit, "evaluators": person}, table.mean()


def test_even_shares_cancel_severity_and_random_ones_do_not():
    held, widths = {"even": 0, "random": 0}, {"even": 0.0, "random": 0.0}
    for seed in range(150):
        rows, truth = scored_in_turns(seed)
        for how in held:
            found = audit_mean(**rows, population=300, assignment=how)
            held[how] += found.low <= truth <= found.high
            widths[how] += found.margin_of_error
            assert found.definition == ("audit_mean@2" if how == "even" else "audit_mean@1")
    assert 134 <= held["even"] <= 150 and held["random"] >= 148
    assert widths["even"] < 0.8 * widths["random"]


def test_even_shares_are_told_from_random_ones():
    rows, _ = scored_in_turns(1)
    even = audit_mean(**rows, population=300)
    assert "even shares" in even.method and even.definition == "audit_mean@2"
    assert even.value == pytest.approx(audit_mean(**rows, population=300, assignment="random").value)
    for seed in range(20):
        rows, _ = scored_in_turns(seed, turns=False)
        assert audit_mean(**rows, population=300).definition == "audit_mean@1"
    for change in ({"weights": np.ones(len(rows["units"]))}, {"domain": rows["units"] < 290}):
        assert audit_mean(**scored_in_turns(1)[0], **change).definition == "audit_mean@1"
    with pytest.raises(InputError, match="assignment"):
        audit_mean(**rows, assignment="fair")


def test_where_all_score_all_there_is_nothing_to_take_out():
    scores = np.random.default_rng(3).normal(70, 9, 240)
    found = audit_mean(scores, np.tile(np.arange(120), 2), np.repeat(["x", "y"], 120), population=400)
    assert found.definition == "audit_mean@1"
