"""Honest agents do not stand out for words they need; those who ask for scores do."""

import duckdb
import numpy as np
import pytest

from rapport.work.asking.asked_for import PHRASE, asking_unusually

INNOCENT = (
    "please give it 10 minutes and try again",
    "can you give me ten minutes",
    "leave it 10 seconds, then plug it in",
    "give me 10 digits of the number",
    "give me a 10 digit code",
    "give us 10 more days",
    "leave it 10.5 seconds",
    "I will give it ten tries",
)
BEGGING = (
    "Could you rate us a ten please",
    "you will get a survey, please give me a 10.",
    "just give me ten in the survey",
    "I will mark it ten",
    "give us 10 out of 10",
    "please leave me five stars",
    "anything below a nine is a fail",
    "only a 10 counts",
    "my bonus depends on it",
    "give me 10/10",
)


def asks(text):
    return duckdb.execute("SELECT regexp_matches(lower(?), ?)", [text, PHRASE]).fetchone()[0]


@pytest.mark.parametrize("text", INNOCENT)
def test_a_number_of_something_else_is_no_score(text):
    assert not asks(text)


@pytest.mark.parametrize("text", BEGGING)
def test_who_asks_for_a_score_is_heard(text):
    assert asks(text)


def rows(contacts, said):
    return [
        {"agent": f"a{n}", "contacts": int(c), "said": int(s)}
        for n, (c, s) in enumerate(zip(contacts, said, strict=True))
    ]


@pytest.mark.parametrize("agents", [5, 20, 60])
@pytest.mark.parametrize(("mean", "alike"), [(0.01, 10_000), (0.01, 600), (0.03, 10_000), (0.05, 100)])
def test_honest_teams_rarely_get_a_sign(agents, mean, alike):
    """Shares differ between honest agents by chance and by what their contacts are about."""
    rng = np.random.default_rng(3)
    false, teams = 0, 200
    for _ in range(teams):
        share = rng.beta(mean * alike, (1 - mean) * alike, size=agents)
        contacts = rng.integers(60, 600, size=agents)
        false += bool(asking_unusually(rows(contacts, rng.binomial(contacts, share)), 0.01))
    assert false <= 0.03 * teams  # one in a hundred, and what chance adds to 200 teams


def test_those_who_ask_do_not_hide_one_another():
    assert asking_unusually(rows([300] * 36, [120, 90, 140] + [0] * 33), 0.01) == {"a0", "a1", "a2"}


def test_who_says_it_in_many_contacts_stands_out_and_colleagues_do_not():
    contacts, said = [300] * 12, [0, 1, 0, 3, 4, 0, 2, 0, 1, 0, 0, 60]
    assert asking_unusually(rows(contacts, said), 0.01) == {"a11"}


def test_three_times_in_the_period_are_no_sign_where_all_say_it():
    assert not asking_unusually(rows([300] * 12, [3, 4, 5, 3, 4, 5, 4, 3, 5, 4, 3, 6]), 0.01)


def test_nobody_is_held_against_nobody():
    assert not asking_unusually([], 0.01) and not asking_unusually(rows([100], [50]), 0.01)
