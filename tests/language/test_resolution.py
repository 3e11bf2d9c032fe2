"""Whether it was solved: by what was said, and by whether the customer came back."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from service_talks import turns_of

from rapport.language.experience.evidence import resolved_cues
from rapport.language.experience.first_contact import first_contact_resolved
from rapport.records.errors import InputError

SAID = [
    ("customer_confirms", ["c: no signal", "a: Restart it.", "c: it works now"], "it works"),
    ("customer_thanks", ["c: no signal", "a: Restart it.", "c: Thanks!"], "Thanks"),
    ("customer_denies", ["c: no signal", "a: Restart it.", "c: still not working"], "still not working"),
    ("customer_gives_up", ["c: no signal", "a: Restart it.", "c: forget it"], "forget it"),
    ("agent_did_it", ["c: a room please", "a: It is booked."], "is booked"),
    ("agent_could_not", ["c: a room please", "a: Unfortunately there is none"], "Unfortunately"),
    ("agent_refused", ["c: a room please", "a: I cannot do that"], "I cannot"),
    ("agent_hands_over", ["c: a room please", "a: I will connect you to sales"], "connect you to sales"),
    ("ends_with_question", ["c: hi", "a: Hello", "c: is it open?"], "is it open?"),
]


@pytest.mark.parametrize("label, said, words", SAID)
def test_what_tells_of_a_solution(label, said, words):
    cue = next(cue for cue in resolved_cues(turns_of(*said)) if cue.label == label)
    assert said[cue.turn].partition(": ")[2][cue.start : cue.end] == words


def test_what_was_said_before_any_answer_tells_nothing():
    assert resolved_cues(turns_of("c: thanks for reading, it does not work")) == []


def test_a_question_of_the_agent_at_the_end_is_an_abrupt_one():
    cut = resolved_cues(turns_of("c: a room please", "a: For which day?"))
    whole = resolved_cues(turns_of("c: a room please", "a: It is booked. Anything else?"))
    assert [cue.label for cue in cut] == ["ends_abruptly"]
    assert "ends_abruptly" not in [cue.label for cue in whole]


def day(number: float) -> datetime:
    return datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=number)


@pytest.mark.parametrize(
    "customers, concerns, days, end, answers",
    [
        (["a", "a"], ["bill", "bill"], [0, 5], 30, [False, True]),
        (["a", "a"], ["bill", "bill"], [0, 8], 30, [True, True]),
        (["a", "a"], ["bill", "card"], [0, 5], 30, [True, True]),
        (["a", "b"], ["bill", "bill"], [0, 5], 30, [True, True]),
        (["a"], ["bill"], [26], 30, [None]),
        (["a", "a"], ["bill", "bill"], [26, 27], 30, [False, None]),
        (["a", "a"], ["bill", "bill"], [5, 0], 30, [True, False]),
        ([None, "a", ""], ["bill", None, "bill"], [0, 0, 0], 30, [None, None, None]),
        (["a", "a"], ["bill", "bill"], [0, 7], 30, [False, True]),
        (["a", "a"], ["bill", "bill"], [0, 40], 30, [True, None]),
    ],
)
def test_who_came_back_was_not_helped_the_first_time(customers, concerns, days, end, answers):
    assert first_contact_resolved(customers, concerns, [day(one) for one in days], day(end)) == answers


def test_an_unsolved_contact_is_not_resolved_even_if_nobody_came_back():
    args = (["a", "b", "c"], ["bill"] * 3, [day(0), day(1), None], day(30))
    assert first_contact_resolved(*args, [False, None, True]) == [False, True, None]


def test_it_agrees_with_looking_at_every_pair():
    draw = np.random.default_rng(3)
    customers = [f"c{one}" if one else None for one in draw.integers(0, 12, 300)]
    concerns = [("bill", "card", None)[one] for one in draw.choice(3, 300, p=(0.5, 0.4, 0.1))]
    days = draw.uniform(0, 60, 300)
    found = first_contact_resolved(customers, concerns, [day(one) for one in days], day(60), window_days=5)
    for row in range(300):
        if customers[row] is None or concerns[row] is None:
            assert found[row] is None
            continue
        again = any(
            customers[other] == customers[row]
            and concerns[other] == concerns[row]
            and 0 < days[other] - days[row] <= 5
            for other in range(300)
        )
        assert found[row] is (False if again else True if days[row] <= 55 else None)


def test_columns_that_do_not_fit_are_named():
    with pytest.raises(InputError, match="unequal"):
        first_contact_resolved(["a"], [], [], day(0))
    with pytest.raises(InputError, match="window"):
        first_contact_resolved([], [], [], day(0), window_days=0)
