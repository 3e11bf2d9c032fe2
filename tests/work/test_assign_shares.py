"""Every evaluator weighs the same in the mean, whatever share is scored twice."""

import pytest

from rapport.work.sampling.assign import assign


@pytest.mark.parametrize("double", [0.1, 0.2, 0.25, 0.5, 1.0])
@pytest.mark.parametrize("people", [2, 4, 5, 6])
def test_doubling_does_not_shift_the_evaluators_shares(double, people):
    """An interaction scored twice gives each of its evaluators half: with a period of doubling that
    meets the period of evaluators, some would weigh less than others."""
    drawn = {f"s{number}": [f"i{number}-{k}" for k in range(37 + 11 * number)] for number in range(8)}
    names = [f"e{number}" for number in range(people)]
    for seed in range(3):
        handed_out = assign(drawn, names, double, seed)
        weight = dict.fromkeys(names, 0.0)
        for chosen in handed_out.values():
            for name in chosen:
                weight[name] += 1 / len(chosen)
        shares = [one / len(handed_out) for one in weight.values()]
        assert max(shares) - min(shares) < 0.01
        for stratum in drawn.values():
            twice = sum(len(handed_out[one]) == 2 for one in stratum) / len(stratum)
            assert abs(twice - double) < 0.16
