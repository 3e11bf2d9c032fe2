"""What changed for some beyond what changed for others."""

import numpy as np
import pytest

from rapport.measures import difference_in_differences
from rapport.records.errors import InputError

TOUCHED, AFTER = [0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 0, 0, 1, 1]


def test_takes_away_what_changed_for_everybody():
    found = difference_in_differences([10, 12, 15, 17, 20, 22, 30, 32], TOUCHED, AFTER)
    assert (found.value, found.touched, found.others) == (5.0, 10.0, 5.0)
    assert found.base == 8 and found.low < 5 < found.high


def test_a_large_mean_costs_no_digits():
    small = difference_in_differences([1.0, 2, 3, 5, 8, 13, 21, 34], TOUCHED, AFTER)
    large = difference_in_differences(np.array([1.0, 2, 3, 5, 8, 13, 21, 34]) + 1e9, TOUCHED, AFTER)
    assert large.value == pytest.approx(small.value) and large.standard_error == pytest.approx(
        small.standard_error
    )


@pytest.mark.parametrize(
    ("values", "because"),
    [
        ([1, 2, 3, None, 5, 6, 7, 8], "fewer than two values of the others after"),
        ([1, 1, 2, 2, 3, 3, 9, 9], "every value of a cell is the same: how far they scatter is not known"),
        ([None] * 8, "fewer than two values of the others before"),
    ],
)
def test_says_why_it_cannot_tell(values, because):
    found = difference_in_differences(values, TOUCHED, AFTER)
    assert found.value is None and found.undefined_because == because


def test_one_cluster_on_a_side_tells_nothing():
    found = difference_in_differences(
        range(8), TOUCHED, AFTER, clusters=["a", "b", "a", "b", "c", "c", "c", "c"]
    )
    assert found.undefined_because == "fewer than two clusters of the touched"


def test_a_row_without_a_cluster_is_left_out_and_counted():
    clusters = ["a", "b", "a", "b", "c", "d", "c", "d", None]
    found = difference_in_differences([*range(8), 5], [*TOUCHED, 1], [*AFTER, 1], clusters=clusters)
    assert found.base == 8 and found.excluded == {"no cluster": 1}


def test_refuses_what_says_neither_yes_nor_no():
    with pytest.raises(InputError, match="yes or no"):
        difference_in_differences(range(8), [0, 1, 2, 0, 1, 0, 1, 0], AFTER)
