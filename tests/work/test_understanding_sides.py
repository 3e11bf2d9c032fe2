"""What goes with a concern is tested with customers as clusters, also those who are on both sides."""

import numpy as np
import pytest

from rapport.measures import compare
from rapport.work.understanding.reasons import Clusters
from rapport.work.understanding.sides import sides_of
from rapport.work.understanding.sums import Sums, plain_share


def sides(n1, k1, n2, k2):
    given = {"n1": n1, "k1": k1, "n2": n2, "k2": k2}
    n1, k1, n2, k2 = (np.asarray(one, float) for one in given.values())
    row = {name: np.sum(one) for name, one in zip(given, (n1, k1, n2, k2), strict=True)}
    row |= {"nn1": n1 @ n1, "kn1": k1 @ n1, "kk1": k1 @ k1, "nn2": n2 @ n2, "kn2": k2 @ n2, "kk2": k2 @ k2}
    row |= {"n1n2": n1 @ n2, "k1k2": k1 @ k2, "k1n2": k1 @ n2, "n1k2": n1 @ k2}
    return sides_of({**row, "m1": (n1 > 0).sum(), "m2": (n2 > 0).sum(), "customers": len(n1)})


def test_chance_is_called_clear_as_rarely_as_it_says():
    """Customers who come back say the same every time: one by one they would be found clear far too often."""
    rng, clear, naive, times = np.random.default_rng(7), 0, 0, 500
    for _ in range(times):
        n1, n2 = rng.poisson(2.0, 60), rng.poisson(2.0, 60)
        says = rng.random((2, 60)) < 0.4
        k1, k2 = n1 * says[0], n2 * says[1]
        clear += sides(n1, k1, n2, k2).difference(0.95).p < 0.05
        alone = (plain_share(k, n, 1.0) for k, n in ((k1.sum(), n1.sum()), (k2.sum(), n2.sum())))
        naive += compare(*alone).p < 0.05
    assert 0.02 <= clear / times <= 0.08
    assert naive / times > 0.12


def test_customers_on_both_sides_cancel_out():
    n, k = np.full(40, 3), np.repeat([3, 0], 20)
    same = sides(n, k, n, k - (np.arange(40) % 7 == 0) * (k > 0)).difference(0.95)
    apart = sides([*n, *(0 * n)], [*k, *(0 * k)], [*(0 * n), *n], [*(0 * k), *k]).difference(0.95)
    assert same.standard_error < 0.3 * apart.standard_error


def test_what_is_missing_is_the_other_way_round():
    rng = np.random.default_rng(2)
    n1, n2 = rng.poisson(3.0, 30), rng.poisson(3.0, 30)
    k1, k2 = rng.binomial(n1, 0.6), rng.binomial(n2, 0.3)
    has, lacks = sides(n1, k1, n2, k2), sides(n1, n1 - k1, n2, n2 - k2)
    assert has.turned() == lacks and isinstance(lacks.one, Sums)
    assert lacks.difference(0.95).value == pytest.approx(-has.difference(0.95).value)
    assert lacks.difference(0.95).p == pytest.approx(has.difference(0.95).p)


def test_a_codes_share_is_of_customers_who_come_back():
    """Ten customers of ten conversations each, five of whom always come with the same thing."""
    who = np.repeat(np.arange(10), 10).tolist()
    found = Clusters(["A"] * 100, ["x"] * 50 + ["y"] * 50, who).of("A", "x")
    assert found == Sums(10, 100.0, 50.0, 1000.0, 500.0, 500.0)
    assert found.worth() < 12


def test_nobody_on_one_side_is_no_certainty():
    """A sign that five of twenty have and none of twenty others is told as Fisher's test does (.047)."""
    one, none = np.repeat([1, 0], [5, 15]), np.zeros(20)
    found = sides(np.r_[np.ones(20), none], np.r_[one, none], np.r_[none, np.ones(20)], np.zeros(40))
    assert 0.01 < found.difference(0.95).p < 0.06
