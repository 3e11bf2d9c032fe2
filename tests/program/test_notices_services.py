"""Notices: told once, read by whose they are, wanted or not; quiet hours by the clock on the wall."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from rapport.program.notices.errors import NoticeError
from rapport.program.notices.plain import AT_ONCE, DIGEST, NEVER, Told, Wish
from rapport.program.notices.quiet import due
from tests.program.judging_people import People

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def ann(home):
    return People()("Ann", "analyst")


def told(actor, key="case:1:given", kind="case.given"):
    return Told(actor.user_id, kind, key, "A case was given to you", "/act/cases/1/")


def test_the_same_is_told_once_and_read_by_whose_it_is(ann, home):
    from rapport.program.notices.selectors import notices, unread
    from rapport.program.notices.services import notices_note, notices_read

    bob = People()("Bob", "analyst")
    for _ in range(2):
        notices_note([told(ann), told(bob), told(ann, "other")], NOW)
    assert (len(notices(ann)), unread(ann), unread(bob)) == (2, 2, 1)
    notices_read(bob, notices(ann)[0].id)
    assert unread(ann) == 2
    notices_read(ann, notices(ann)[0].id)
    assert unread(ann) == 1
    notices_read(ann)
    assert unread(ann) == 0 and unread(bob) == 1


def test_what_is_muted_is_not_told_and_who_wants_no_mail_gets_none(ann):
    from rapport.program.notices.selectors import notices, readers
    from rapport.program.notices.services import notices_note, wish_save

    wish_save(ann, Wish(mail=NEVER, muted=("praise",)))
    notices_note([told(ann), told(ann, "p", "praise")], NOW)
    assert [one.kind for one in notices(ann)] == ["case.given"] and readers() == ()
    wish_save(ann, Wish(mail=AT_ONCE))
    assert readers() == ()


def test_a_mail_is_taken_once_and_given_back_when_it_was_not_sent(ann):
    from rapport.program.notices.selectors import readers, taken
    from rapport.program.notices.services import mails_done, mails_given_back, mails_take, notices_note

    notices_note([told(ann), told(ann, "other")], NOW)
    (reader,) = readers()
    ids = mails_take(reader, NOW)
    assert len(taken(ids)) == 2 and mails_take(reader, NOW) == ()
    mails_given_back(ids)
    assert mails_take(reader, NOW) == ids
    mails_done(reader, ids, NOW)
    assert readers() == () and mails_take(reader, NOW) == ()


def test_the_days_mail_is_sent_once_a_day(ann):
    from rapport.program.notices.selectors import readers
    from rapport.program.notices.services import mails_done, mails_take, notices_note

    notices_note([told(ann)], NOW)
    (reader,) = readers()
    mails_done(reader, mails_take(reader, NOW), NOW)
    notices_note([told(ann, "later")], NOW)
    (again,) = readers()
    assert again.digest_sent_at == NOW
    assert not due(again.wish, BERLIN, again.digest_sent_at, NOW + timedelta(hours=2))
    assert due(again.wish, BERLIN, again.digest_sent_at, NOW + timedelta(hours=20))


@pytest.mark.parametrize(
    "wish",
    [
        Wish(mail="pigeon"),
        Wish(quiet_from=time(22)),
        Wish(quiet_days=(7,)),
        Wish(muted=("weather",)),
    ],
)
def test_refuses_what_cannot_be(ann, wish):
    from rapport.program.notices.services import wish_save

    with pytest.raises(NoticeError):
        wish_save(ann, wish)


def test_forgets_what_is_long_read(ann):
    from rapport.program.notices.selectors import notices
    from rapport.program.notices.services import notices_note, notices_read, notices_tidy

    notices_note([told(ann)], NOW)
    assert notices_tidy(NOW + timedelta(days=91)) == 0
    notices_read(ann)
    assert notices_tidy(NOW + timedelta(days=91)) == 1 and notices(ann) == ()


NIGHT = Wish(mail=AT_ONCE, quiet_from=time(20), quiet_until=time(7, 30), quiet_days=(5, 6))


@pytest.mark.parametrize(
    ("wish", "clock", "expected"),
    [
        (NIGHT, (4, 12, 0), True),
        (NIGHT, (4, 20, 0), False),
        (NIGHT, (4, 7, 29), False),
        (NIGHT, (4, 7, 30), True),
        (NIGHT, (7, 12, 0), False),
        (replace(NIGHT, mail=NEVER), (4, 12, 0), False),
        (Wish(mail=DIGEST), (4, 7, 59), False),
        (Wish(mail=DIGEST), (4, 8, 0), True),
        (Wish(mail=AT_ONCE, quiet_from=time(9), quiet_until=time(9)), (4, 9, 0), True),
    ],
)
def test_quiet_hours_and_the_days_mail_by_the_clock_on_the_wall(wish, clock, expected):
    sent = datetime(2026, 3, 3, 8, 5, tzinfo=BERLIN)
    day, hour, minute = clock
    assert due(wish, BERLIN, sent, datetime(2026, 3, day, hour, minute, tzinfo=BERLIN)) is expected
