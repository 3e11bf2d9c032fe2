"""What is said of groups beside each other holds, however many pairs were looked at."""

import random

import pytest

from rapport.measures import Scale, csat, nps
from rapport.work.surveys.results.apart import told_apart


def rated(share, n=400):
    """CSAT of a group of which this share is content."""
    return csat([5] * round(share * n) + [1] * round((1 - share) * n), scale=Scale(1, 5))


def told(**shares):
    return told_apart([(name, rated(share)) for name, share in shares.items()], "CSAT", "team")


def test_only_groups_that_differ_are_named():
    assert told(north=0.9, south=0.7, west=0.5) == "north has the highest CSAT, west the lowest"
    assert told(north=0.9, south=0.505, west=0.5) == "north has the highest CSAT"
    assert told(north=0.9, south=0.895, west=0.5) == "west has the lowest CSAT"
    assert told(north=0.64, south=0.6, west=0.56, east=0.52) == "north has a higher CSAT than east"
    assert told(north=0.62, south=0.6, west=0.58) == "No team can be told from another by CSAT"
    assert told(north=0.62) == "CSAT by team"


@pytest.mark.parametrize("n", [8, 30])
def test_twelve_groups_that_are_alike_are_seldom_told_apart(n):
    chance = random.Random(14)
    wrong = 0
    for _ in range(100):
        groups = [(str(k), nps([chance.randrange(11) for _ in range(n)])) for k in range(12)]
        wrong += not told_apart(groups, "NPS", "team").startswith("No team")
    assert wrong <= 9, "1 in 20, and what chance makes of a hundred draws"
