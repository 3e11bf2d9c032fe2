"""A short month of the simulated company: nobody is asked too often, beggars are found, the bias shrinks."""

import pytest

from benchmarks.asking_month import broken, play
from rapport.program.sending.caps import Ask
from rapport.program.setup import disconnect


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    yield play(tmp_path_factory.mktemp("month") / "home", customers=8_000, days=14)
    disconnect()


def test_no_cap_is_broken_and_everything_happened(played):
    assert played.broken == []
    assert played.invited > 1_000 and played.reminded > 330 and played.answered > 260
    assert played.cases > 5 and played.closed > 0


def test_those_who_beg_are_found_and_nobody_else(played):
    assert played.begging == played.customers.beggar_ids()


def test_the_planted_bias_is_there_and_weighting_moves_towards_the_truth(played):
    assert played.plain > played.truth + 5
    assert abs(played.weighted - played.truth) < abs(played.plain - played.truth)


def test_a_broken_cap_would_be_seen():
    from tests.work.asking_home import NOW

    assert broken([Ask("contact", NOW), Ask("contact", NOW.replace(day=20))])
    assert not broken([Ask("contact", NOW), Ask("follow_up", NOW.replace(day=20))])
