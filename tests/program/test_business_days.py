"""Deadlines in business days: weekends, changes of the clock, other zones."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from rapport.program.judging.business_days import end_of_business_day

BERLIN, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-03-02T10:00+01:00", 1, "2026-03-03T23:59:59+01:00"),  # Monday → end of Tuesday
        ("2026-03-06T10:00+01:00", 1, "2026-03-09T23:59:59+01:00"),  # Friday → end of Monday
        ("2026-03-07T10:00+01:00", 1, "2026-03-09T23:59:59+01:00"),  # Saturday → end of Monday
        ("2026-03-07T10:00+01:00", 0, "2026-03-09T23:59:59+01:00"),  # never on a weekend
        ("2026-03-02T10:00+01:00", 5, "2026-03-09T23:59:59+01:00"),  # a week on
        ("2026-03-27T10:00+01:00", 1, "2026-03-30T23:59:59+02:00"),  # the clock goes forward on Sunday
        ("2026-10-23T10:00+02:00", 1, "2026-10-26T23:59:59+01:00"),  # the clock goes back on Sunday
    ],
)
def test_business_days_end_with_the_local_day(start, days, end):
    found = end_of_business_day(datetime.fromisoformat(start).astimezone(UTC), days, BERLIN)
    assert found == datetime.fromisoformat(end) and found.tzinfo is UTC


def test_the_day_is_the_one_where_people_are():
    late = datetime(2026, 3, 5, 12, tzinfo=UTC)  # Friday, 1:00 in Auckland
    assert end_of_business_day(late, 1, AUCKLAND).astimezone(AUCKLAND).day == 9
    assert end_of_business_day(late, 1, BERLIN).astimezone(BERLIN).day == 6
