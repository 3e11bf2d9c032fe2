"""Human and machine scores together: as wide as theory says, never much wider, and true when cross-fitted."""

import numpy as np
import pytest

from rapport.measures import assisted_mean, cross_fit, mean
from rapport.records.errors import InputError


def frame(seed, size=2000, likeness=0.8, bias=5.0):
    """What people would say on average, one person's score, and a biased machine's."""
    rng = np.random.default_rng(seed)
    truth = rng.normal(70, 10, size)
    machine = bias + likeness * truth + (1 - likeness**2) ** 0.5 * rng.normal(0, 10, size)
    return truth, truth + rng.normal(0, 5, size), machine


@pytest.mark.parametrize("likeness", [0.0, 0.5, 0.95])
@pytest.mark.parametrize("n", [60, 400])
def test_the_width_is_what_theory_says(likeness, n):
    ratios, limits = [], []
    for seed in range(30):
        _, human, machine = frame(seed, 1700, likeness)
        found = assisted_mean(human[:n], machine[:n], machine[n:])
        ratios.append(found.margin_of_error / mean(human[:n]).margin_of_error)
        limits.append((1 - np.corrcoef(human[:n], machine[:n])[0, 1] ** 2 * (1 - n / 1700)) ** 0.5)
    ratio = np.array(ratios) / limits
    assert ratio.max() <= 1.03 and ratio.min() > 0.99


def test_a_biased_machine_does_not_bias_the_mean():
    held, off = [], []
    for seed in range(200):
        truth, human, machine = frame(seed, likeness=0.9, bias=30.0)
        found = assisted_mean(human[:100], machine[:100], machine[100:])
        held.append(found.low <= truth.mean() <= found.high)
        off.append(found.value - truth.mean())
    assert 0.9 <= np.mean(held) <= 0.99
    assert abs(np.mean(off)) < 0.25


def test_strata_are_covered_as_they_are_sized():
    rng = np.random.default_rng(4)
    truth, human, machine = frame(1, 3000)
    stratum = np.repeat(["a", "b"], 1500)
    human, truth = human + 20 * (stratum == "b"), truth + 20 * (stratum == "b")
    here = np.concatenate([rng.permutation(1500)[:150], 1500 + rng.permutation(1500)[:50]])
    rest = np.setdiff1d(np.arange(3000), here)
    given = {"strata": stratum[here], "strata_rest": stratum[rest]}
    found = assisted_mean(human[here], machine[here], machine[rest], **given)
    assert found.low <= truth.mean() <= found.high
    plain = assisted_mean(human[here], machine[here], machine[rest])
    assert plain.high < truth.mean()  # three quarters of the sample come from the lower half


def by_heart(features, scores):
    """A machine that remembers what it was taught and guesses the mean of the rest."""
    known = {tuple(row): score for row, score in zip(features.tolist(), scores.tolist(), strict=True)}
    return lambda new: [known.get(tuple(row), scores.mean()) for row in new.tolist()]


def test_a_machine_taught_by_the_sample_must_be_cross_fitted():
    held = {"by heart": 0, "cross-fitted": 0}
    for seed in range(60):
        truth, human, _ = frame(seed, 1500)
        features = np.arange(1500.0)[:, None]
        learned = by_heart(features[:100], human[:100])
        naive = assisted_mean(human[:100], learned(features[:100]), learned(features[100:]))
        fair = cross_fit(by_heart, features[:100], human[:100], features[100:])
        good = assisted_mean(human[:100], fair.machine, fair.machine_rest)
        held["by heart"] += naive.low <= truth.mean() <= naive.high
        held["cross-fitted"] += good.low <= truth.mean() <= good.high
    assert held["by heart"] < 40 < 53 <= held["cross-fitted"]


def line(features, scores):
    slope = np.linalg.lstsq(np.column_stack([features, np.ones(len(features))]), scores, rcond=None)[0]
    return lambda new: new @ slope[:-1] + slope[-1]


def test_folds_do_not_depend_on_the_order_of_rows_and_gaps_teach_nothing():
    rng = np.random.default_rng(2)
    features, order = rng.normal(size=(60, 2)), rng.permutation(60)
    human = features @ [2.0, -1.0] + rng.normal(size=60)
    human[:5] = np.nan
    first = cross_fit(line, features, human, features[:7])
    second = cross_fit(line, features[order], human[order], features[:7])
    assert first.machine[order] == pytest.approx(second.machine)
    assert first.machine_rest == pytest.approx(second.machine_rest)
    assert first.machine_rest[:5] == pytest.approx(first.machine[:5])


@pytest.mark.parametrize(
    "call",
    [
        lambda: cross_fit(line, [[1], [2]], [1.0], [[1]]),
        lambda: cross_fit(line, [[1], [2]], [1.0, 2], [[1, 2]]),
        lambda: cross_fit(line, [[1], [2]], [1.0, 2], [[1]], folds=3),
        lambda: cross_fit(lambda x, y: lambda new: ["good"] * len(new), [[1], [2]], [1.0, 2], [[1]], folds=2),
        lambda: assisted_mean([1.0, 2], [1.0], [3]),
        lambda: assisted_mean([1.0, np.inf], [1.0, 2], [3]),
    ],
)
def test_errors(call):
    with pytest.raises(InputError):
        call()


def test_too_few_scores_are_undefined():
    found = assisted_mean([1.0, 2, None], [1, 2, 3], [4])
    assert found.value is None and found.excluded == {"no score": 1}


def test_strata_with_one_human_score_still_have_an_interval():
    found = assisted_mean([1.0, 2, 3], [1, 2, 4], [5, 6], strata=list("abc"), strata_rest=list("az"))
    assert found.standard_error > 0 and found.low < found.value < found.high
