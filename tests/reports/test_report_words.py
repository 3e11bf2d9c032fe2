"""Rounding happens in one place, and says what it may."""

from datetime import date

import pytest

from rapport.measures.estimate import Estimate, undefined
from rapport.reports import words


@pytest.mark.parametrize(
    ("estimate", "said"),
    [
        (Estimate(81.44, 79.21, 83.58), "81.4 (79.2–83.6)"),
        (Estimate(0.7149, 0.66, 0.76, unit="share"), "71.5% (66.0–76.0%)"),
        (Estimate(-4.0, -12.0, 4.0), "−4.0 (−12.0 to 4.0)"),
        (Estimate(-0.01, -0.3, 0.2), "0.0 (−0.3 to 0.2)"),
        (Estimate(214.4, 180, 3700, unit="s"), "3 min 34 s (3 min to 1 h 2 min)"),
        (Estimate(0.421, 0.3, 0.55, unit="coefficient"), "0.42 (0.30–0.55)"),
        (Estimate(12.0), "12.0"),
        (undefined("the base of 7 is under the minimum of 10", base=7), "too few (7)"),
        (undefined("every score is the same"), "not known"),
    ],
)
def test_a_number_with_its_interval(estimate, said):
    assert words.phrase(estimate) == said


def test_a_difference_has_its_sign():
    assert words.phrase(Estimate(3.21, 1.0, 5.4), signed=True) == "+3.2 (+1.0 to +5.4)"
    assert words.phrase(Estimate(0.0, -1.0, 1.0), signed=True) == "0.0 (−1.0 to +1.0)"


def test_a_base_says_of_how_many():
    assert words.base(Estimate(81.0, base=412), 9310) == "412 of 9,310"


def test_periods_and_lists():
    assert words.period(date(2026, 1, 1), date(2026, 6, 30)) == "1 Jan 2026 – 30 Jun 2026"
    assert words.period(None, None) == ""
    assert words.listing(["a", "b", "c"]) == "a, b and c"
    assert words.short("a very long name indeed", 12) == "a very long…"


def test_words_of_another_direction_stand_apart():
    assert words.isolated("Billing") == "Billing"
    assert words.isolated("שירות") == "\u2068שירות\u2069"
