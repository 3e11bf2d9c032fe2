"""How long it took and how long the customer waited."""

from datetime import UTC, datetime, timedelta

import pytest

from rapport.records import Interaction, Turn
from rapport.records.timing import timing

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def said(speaker, second=None, **facts):
    at = None if second is None else START + timedelta(seconds=second)
    return Turn(speaker, "…", at, **facts)


def facts(*turns, **times):
    return timing(Interaction("i", turns=turns, **times))


def waits(*turns, **times):
    found = facts(*turns, **times)
    return found.first_reply_s, found.mean_reply_s, found.longest_wait_s


def test_a_conversation():
    found = facts(
        said("customer", 0), said("agent", 10), said("customer", 20), said("agent", 60), said("customer", 70)
    )
    assert (found.turn_count, found.customer_turns, found.agent_turns) == (5, 3, 2)
    assert (found.first_reply_s, found.mean_reply_s, found.longest_wait_s) == (10, 25, 40)
    assert found.handle_s == 70
    assert found.eligible and not found.abandoned


def test_without_turns_it_was_abandoned():
    found = facts(started_at=START, ended_at=START + timedelta(seconds=30))
    assert found.abandoned and not found.eligible
    assert found.handle_s == 30 and found.first_reply_s is None


def test_without_an_agent_there_is_nothing_to_score_and_no_reply():
    found = facts(said("customer", 0), said("bot", 5), said("customer", 9))
    assert not found.eligible and not found.abandoned
    assert found.longest_wait_s is None and found.handle_s == 9


def test_a_wait_starts_with_the_first_unanswered_turn():
    assert waits(said("customer", 0), said("customer", 30), said("agent", 40)) == (40, 40, 40)


def test_a_bot_does_not_end_a_wait():
    assert waits(said("customer", 0), said("bot", 1), said("system", 2), said("agent", 40)) == (40, 40, 40)


def test_a_greeting_answers_nobody():
    assert waits(said("agent", 0), said("agent", 3), said("customer", 10), said("agent", 15)) == (5, 5, 5)


def test_a_wait_that_never_ended_is_not_counted():
    assert waits(said("agent", 0), said("customer", 10)) == (None, None, None)


def test_speaking_time_is_not_waiting_time():
    assert waits(said("customer", 0, duration_s=8.0), said("agent", 10)) == (2, 2, 2)
    assert waits(said("customer", 0, duration_s=8.0), said("agent", 6)) == (0, 0, 0)


def test_turns_that_run_backwards_or_have_no_time_are_left_out():
    backwards = said("customer", 50), said("agent", 10)
    untimed = said("customer"), said("agent", 60)
    assert waits(*backwards, *untimed, said("customer", 70), said("agent", 77)) == (7, 7, 7)


def test_recordings_count_from_their_start():
    found = facts(said("customer", offset_s=1.0), said("agent", offset_s=4.5, duration_s=2.0))
    assert found.first_reply_s == 3.5 and found.handle_s == 5.5


@pytest.mark.parametrize(
    ("times", "handle"),
    [
        ({"started_at": START, "ended_at": START + timedelta(minutes=5)}, 300),
        ({"started_at": START, "ended_at": START - timedelta(minutes=5)}, None),
        ({"started_at": START}, 20),
    ],
)
def test_the_handle_time_is_the_given_one_where_start_and_end_are_known(times, handle):
    assert facts(said("customer", 3), said("agent", 23), **times).handle_s == handle


def test_one_timed_turn_has_no_span():
    assert facts(said("customer", 0), said("agent")).handle_s is None
