"""The certification decision: what is undefined, what counts, and evaluators of known shares."""

import numpy as np
import pytest

from rapport.measures import certification, certification_design
from rapport.measures.quality.certification_odds import Odds
from rapport.records.errors import InputError


def evaluator(seed, share, interactions=30, elements=10, clustering=0.1):
    """Decisions of an evaluator who truly matches this share, alike within an interaction."""
    rng = np.random.default_rng(seed)
    known = 1 / clustering - 1
    own = rng.beta(share * known, (1 - share) * known, (interactions, 1))
    gold = np.where(
        rng.random((interactions, elements)) < 0.7, 0, rng.integers(1, 4, (interactions, elements))
    )
    mine = np.where(rng.random(gold.shape) < own, gold, (gold + 1) % 4)
    unit, element = np.divmod(np.arange(gold.size), elements)
    return {"decisions": mine.ravel(), "gold": gold.ravel(), "interactions": unit, "elements": element}


def test_the_score_is_the_weighted_share_that_matches():
    rows = evaluator(1, 0.9)
    weights = 1.0 + rows["elements"]
    found = certification(**rows, weights=weights)
    match = rows["decisions"] == rows["gold"]
    assert found.score.value == pytest.approx((weights * match).sum() / weights.sum())
    assert found.score.low < found.score.value < found.score.high < 1
    assert found.certified == (found.score.value >= 0.85)
    assert found.score.base == 300 and found.interactions == 30 and found.expires_days == 180
    assert found.agreement.unit == "coefficient" and found.agreement.value < found.score.value


def test_under_twenty_interactions_there_is_no_decision():
    found = certification(**evaluator(1, 0.9, interactions=19))
    assert found.score.value is None and "20 are needed" in found.score.undefined_because
    assert found.certified is None and found.passes_wrongly is None
    assert certification(**evaluator(1, 0.9, interactions=20)).certified is not None


def test_missing_decisions_are_excluded_and_may_leave_too_few():
    rows = evaluator(2, 0.9, interactions=21)
    mine = [
        None if unit < 2 else one for one, unit in zip(rows["decisions"], rows["interactions"], strict=True)
    ]
    found = certification(**rows | {"decisions": mine})
    assert found.interactions == 19 and found.certified is None
    assert found.score.base == 190 and found.score.excluded == {"no decision": 20}


def test_one_who_always_matches_is_sure_only_as_far_as_the_gold_goes():
    rows = evaluator(3, 0.9)
    found = certification(**rows | {"decisions": rows["gold"]})
    assert found.score.value == found.score.high == 1
    assert found.score.low == pytest.approx(0.05 ** (1 / 30))
    none = certification(**rows | {"decisions": rows["gold"] + 1})
    assert none.score.value == none.score.low == 0 < none.score.high and none.certified is False


def test_words_and_tolerances():
    gold = ["warm", "late;warm", "not applicable"] * 25
    mine = gold[:60] + ["late"] * 15
    units = [row // 3 for row in range(75)]
    assert certification(mine, gold, units).score.value == pytest.approx(0.8)
    scores, truth = np.tile([0.5, 0.8, 1.0], 25), np.tile([0.6, 0.8, 0.7], 25)
    near = certification(scores, truth, units, elements=[0, 1, 2] * 25, tolerance={0: 0.1})
    assert near.score.value == pytest.approx(2 / 3)
    assert certification(scores, truth, units, tolerance=0.3).score.value == 1
    with pytest.raises(InputError, match="not a number"):
        certification(mine, gold, units, tolerance=1)


@pytest.mark.parametrize(("share", "least", "most"), [(0.8, 0.0, 0.2), (0.9, 0.85, 1.0)])
def test_error_rates_are_those_of_simulated_evaluators(share, least, most):
    passed = np.mean([certification(**evaluator(seed, share)).certified for seed in range(300)])
    assert least <= passed <= most
    assert Odds(30, 10, 0.1).certified(share) == pytest.approx(passed, abs=0.04)


def test_the_measured_error_rates_are_near_the_true_ones():
    found = [certification(**evaluator(seed, 0.88)) for seed in range(100)]
    poor, good = Odds(30, 10, 0.1).errors(0.85, 0.8, 0.9)
    assert np.mean([one.passes_wrongly for one in found]) == pytest.approx(poor, abs=0.01)
    assert np.mean([one.fails_wrongly for one in found]) == pytest.approx(good, abs=0.01)


def test_a_design_reaches_its_rates_and_one_interaction_less_does_not():
    found = certification_design(0.05, 0.05, clustering=0.2)
    assert found.passes_wrongly <= 0.05 and found.fails_wrongly <= 0.05
    fewer = Odds(found.interactions - 1, 12, 0.2).errors(0.85, 0.8, 0.9)
    assert max(fewer) > 0.05
    assert certification_design(0.5, 0.5).interactions == 20
    assert certification_design(decisions=1, clustering=0).interactions > found.interactions


@pytest.mark.parametrize(
    "call",
    [
        lambda: certification([1], [1], [None]),
        lambda: certification([1, 2], [1], [1, 1]),
        lambda: certification([1], [1], [1], elements=[None]),
        lambda: certification([1], [1], [1], poor=0.9),
        lambda: certification_design(0, 0.1),
        lambda: certification_design(poor=0.86),
        lambda: certification_design(1e-9, 1e-9, poor=0.849999, good=0.850001),
        lambda: certification_design(clustering=2),
    ],
)
def test_errors(call):
    with pytest.raises(InputError):
        call()
