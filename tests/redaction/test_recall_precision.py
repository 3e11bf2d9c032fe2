"""Recall and precision on the marked cases stay above their floors."""

import pytest
from cases import read_cases
from scoring import precision, recall, score

from rapport.redaction import KINDS

FLOORS = {
    "email": (0.95, 0.95),
    "iban": (0.99, 0.99),
    "card": (0.90, 0.99),
    "national_id": (0.95, 0.95),
    "phone": (0.90, 0.95),
    "name": (0.95, 0.90),
}


@pytest.fixture(scope="module", params=["development", "held_out"])
def tally(request):
    return score(read_cases(request.param))


@pytest.mark.parametrize("kind", KINDS)
def test_recall_and_precision(tally, kind):
    assert recall(tally, kind) >= FLOORS[kind][0]
    assert precision(tally, kind) >= FLOORS[kind][1]


def test_lookalikes_are_left_alone(tally):
    assert tally.left_alone / tally.lookalikes >= 0.95


def test_the_set_is_large_enough():
    cases = read_cases("development") + read_cases("held_out")
    kinds = [kind for case in cases for *_, kind in case.spans]
    assert kinds.count("-") >= 250
    assert len(kinds) - kinds.count("-") >= 250
