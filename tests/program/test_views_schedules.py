"""Schedules: by the clock on the wall, each date once, tried again, given up with a word."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from rapport.program.people.actor import TERMINAL, Grant
from rapport.program.people.errors import NotAllowedError
from rapport.program.views.calendar import MONTHLY, WEEKLY, next_due
from rapport.program.views.errors import ViewsError
from rapport.program.views.plain import SchedulePlan

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def lead(home):
    return somebody("lead@example.org", "qa_lead")


def somebody(email, role, team=None):
    from rapport.program.people.selectors import actor_of
    from rapport.program.people.services import person_create

    return actor_of(person_create(TERMINAL, email, name=email, grants=[Grant(role, team)]))


def plan(**facts):
    usual = {
        "title": "Weekly", "audience": "executive", "form": "pdf", "every": WEEKLY, "day": 0,
        "at": time(7, 30), "time_zone": "Europe/Berlin", "recipients": ("ann@example.org",),
    }  # fmt: skip
    return SchedulePlan(**{**usual, **facts})


@pytest.mark.parametrize(
    ("every", "day", "at", "after", "local"),
    [
        (WEEKLY, 0, time(7, 30), "2026-03-25T12:00", "2026-03-30 07:30 CEST"),
        (WEEKLY, 0, time(7, 30), "2026-03-16T06:29", "2026-03-16 07:30 CET"),
        (WEEKLY, 0, time(7, 30), "2026-03-16T06:30", "2026-03-23 07:30 CET"),
        (WEEKLY, 6, time(2, 30), "2026-03-25T12:00", "2026-03-29 03:30 CEST"),
        (WEEKLY, 6, time(2, 30), "2026-10-20T12:00", "2026-10-25 02:30 CEST"),
        (MONTHLY, 31, time(8), "2026-02-01T00:00", "2026-02-28 08:00 CET"),
        (MONTHLY, 31, time(8), "2026-02-28T08:00", "2026-03-31 08:00 CEST"),
        (MONTHLY, 1, time(0, 0), "2026-12-15T00:00", "2027-01-01 00:00 CET"),
    ],
)
def test_it_is_due_when_the_clock_on_the_wall_says_so(every, day, at, after, local):
    found = next_due(every, day, at, BERLIN, datetime.fromisoformat(after).replace(tzinfo=UTC))
    assert f"{found.astimezone(BERLIN):%Y-%m-%d %H:%M %Z}" == local


def test_an_hour_that_comes_twice_sends_once():
    first = next_due(WEEKLY, 6, time(2, 30), BERLIN, datetime(2026, 10, 20, tzinfo=UTC))
    assert next_due(WEEKLY, 6, time(2, 30), BERLIN, first) - first > timedelta(days=6)


def test_each_date_is_noted_once_and_the_next_follows(lead):
    from rapport.program.views.selectors import schedules
    from rapport.program.views.services import deliveries_note, delivery_sent, delivery_take, schedule_create

    now = datetime(2026, 3, 25, 12, tzinfo=UTC)
    schedule_create(lead, plan(), now=now)
    assert deliveries_note(now) == 0
    due = datetime(2026, 3, 30, 5, 30, tzinfo=UTC)
    assert schedules(lead)[0].next_at == due
    late = due + timedelta(days=20)
    assert deliveries_note(late) == 1 and deliveries_note(late) == 0
    assert schedules(lead)[0].next_at > late
    taken = delivery_take(late)
    assert taken is not None and delivery_take(late) is None
    delivery_sent(taken, None)
    assert schedules(lead)[0].last_state == "sent"


def test_what_fails_is_tried_again_and_then_given_up(lead):
    from rapport.program.views.selectors import schedules
    from rapport.program.views.services import (
        deliveries_note,
        delivery_failed,
        delivery_take,
        schedule_create,
    )

    now = datetime(2026, 3, 25, 12, tzinfo=UTC)
    schedule_create(lead, plan(), now=now)
    now += timedelta(days=6)
    deliveries_note(now)
    for _ in range(5):
        taken = delivery_take(now)
        assert taken is not None
        delivery_failed(taken, "the server sleeps", now)
        assert delivery_take(now) is None
        now += timedelta(hours=2)
    assert delivery_take(now) is None
    assert schedules(lead)[0].last_state == "failed" and "sleeps" in schedules(lead)[0].last_problem


def test_what_a_dead_worker_took_is_taken_again(lead):
    from rapport.program.views.services import deliveries_note, delivery_take, schedule_create

    now = datetime(2026, 3, 31, 12, tzinfo=UTC)
    schedule_create(lead, plan(), now=now - timedelta(days=6))
    deliveries_note(now)
    first = delivery_take(now)
    assert delivery_take(now + timedelta(minutes=5)) is None
    assert delivery_take(now + timedelta(hours=1)) == first


def test_a_stopped_schedule_sends_no_more_and_is_ones_own(lead):
    from rapport.program.views.services import deliveries_note, delivery_take, schedule_create, schedule_stop

    now = datetime(2026, 3, 31, 12, tzinfo=UTC)
    made = schedule_create(lead, plan(), now=now - timedelta(days=6))
    other = somebody("other@example.org", "program_manager")
    with pytest.raises(ViewsError):
        schedule_stop(other, made)
    deliveries_note(now)
    schedule_stop(lead, made)
    assert delivery_take(now) is None and deliveries_note(now + timedelta(days=30)) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"every": "year"}, {"day": 7}, {"every": MONTHLY, "day": 0}, {"recipients": ()},
        {"recipients": ("no address",)}, {"recipients": tuple(f"p{n}@example.org" for n in range(51))},
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_is_refused(lead, wrong):
    from rapport.program.views.services import schedule_create

    with pytest.raises(ViewsError):
        schedule_create(lead, plan(**wrong))


@pytest.mark.parametrize("role", ["auditor", "analyst", "client_viewer", "associate"])
def test_only_who_makes_reports_plans_them(home, role):
    from rapport.program.views.services import schedule_create

    with pytest.raises(NotAllowedError):
        schedule_create(somebody(f"{role}@example.org", role), plan())
