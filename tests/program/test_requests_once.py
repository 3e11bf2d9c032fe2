"""A request with a key of its own is done once, however often and by however many it is sent."""

import threading

import pytest

from rapport.program.people.actor import TERMINAL


@pytest.fixture
def actor(home):
    from rapport.program.people.selectors import actor_of
    from rapport.program.people.services import person_create

    return actor_of(person_create(TERMINAL, "a@example.org", name="A"))


@pytest.fixture
def once(actor):
    from rapport.program.requests.services import once

    return lambda key, digest, do: once(actor, key, digest, do)


def test_the_first_answer_is_given_again(once):
    done = []
    answers = [once("k", "d", lambda: done.append(1) or {"n": len(done)}) for _ in range(3)]
    assert done == [1]
    assert [(one.answer, one.again) for one in answers] == [
        ({"n": 1}, False),
        ({"n": 1}, True),
        ({"n": 1}, True),
    ]


def test_a_key_stands_for_one_request(once):
    from rapport.program.requests.errors import RequestReusedError

    once("k", "d", dict)
    with pytest.raises(RequestReusedError):
        once("k", "e", dict)


def test_what_fails_can_be_sent_again_and_left_nothing(once, home):
    from rapport.program.people.models import Invitation

    def fails():
        Invitation.objects.create(
            email="x@example.org", digest="d", invited_by="x", expires_at="2030-01-01T00:00Z"
        )
        raise ValueError("no")

    with pytest.raises(ValueError):
        once("k", "d", fails)
    assert not Invitation.objects.exists()
    assert once("k", "d", lambda: 1).answer == 1


def test_after_a_day_a_key_is_free(once):
    from datetime import timedelta

    from rapport.program.requests.models import Answered
    from rapport.program.requests.services import answers_tidy

    once("k", "d", lambda: 1)
    row = Answered.objects.get()
    Answered.objects.update(at=row.at - timedelta(hours=25))
    assert once("k", "other", lambda: 2).answer == 2
    Answered.objects.update(at=row.at - timedelta(hours=25))
    answers_tidy()
    assert not Answered.objects.exists()


def test_eight_at_the_same_moment_do_it_once(actor):
    from django.db import connection

    from rapport.program.requests.services import once

    done, answers, start = [], [], threading.Barrier(8)

    def ask():
        start.wait()
        answers.append(once(actor, "k", "d", lambda: done.append(1) or {"n": len(done)}).answer)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [{"n": 1}] * 8 and done == [1]
