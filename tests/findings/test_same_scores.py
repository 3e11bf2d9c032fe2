"""What a sample whose scores are all the same can say of the rest: checked by simulation."""

import numpy as np
import pytest

from rapport.findings.same_scores import SAME, not_too_sure
from rapport.measures import Estimate, audit_mean


def scored(scores, population):
    evaluators = ["Ana", "Bo"] * (len(scores) // 2)
    return not_too_sure(audit_mean(scores, range(len(scores)), evaluators, population=population))


def test_six_equal_scores_leave_room_for_what_nobody_looked_at():
    found = scored([6.7] * 6, 100)
    share = 1 - 0.05 ** (1 / 6)
    assert found.value == pytest.approx(6.7)
    assert found.low == pytest.approx(6.7 * (1 - share)) and found.high == pytest.approx(
        6.7 + share * (100 - 6.7)
    )
    assert found.standard_error is None and SAME in found.method


def test_more_of_the_same_is_surer():
    widths = [(one.high - one.low) for one in (scored([80.0] * n, 10_000) for n in (4, 20, 100, 400))]
    assert widths == sorted(widths, reverse=True) and 0 < widths[-1] < 1


def test_where_everything_was_scored_or_scores_vary_nothing_changes():
    whole = Estimate(80.0, 80.0, 80.0, base=6, weighted_base=6.0, standard_error=0.0)
    assert not_too_sure(whole) is whole
    varied = audit_mean([80.0, 81.0] * 3, range(6), ["Ana", "Bo"] * 3, population=100)
    assert not_too_sure(varied) is varied
    unknown = Estimate(None, undefined_because="no interaction was evaluated")
    assert not_too_sure(unknown) is unknown


@pytest.mark.parametrize("rare", [0.02, 0.1, 0.3])
@pytest.mark.parametrize("others", [0.0, 100.0])
def test_the_interval_holds_whenever_all_drawn_are_the_same(rare, others):
    """Samples of 12 of a population in which a share has another score: over all of them, those that look
    constant are wrong about the mean in no more than one of twenty."""
    generator, wrong, times = np.random.default_rng(8), 0, 4000
    truth = (1 - rare) * 90 + rare * others
    for _ in range(times):
        if generator.random(12).min() >= rare:
            found = scored([90.0] * 12, 100_000)
            wrong += not found.low <= truth <= found.high
    assert wrong / times <= 0.05 + 3 * (0.05 * 0.95 / times) ** 0.5
