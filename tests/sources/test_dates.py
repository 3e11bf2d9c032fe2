"""A column of dates is read in one format, found once."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.sources import RowError, SourceError
from rapport.sources.dates import Dates

BERLIN = ZoneInfo("Europe/Berlin")
YEARS = (datetime(1950, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001
NOON = datetime(2024, 3, 12, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-03-12T13:05:00Z", NOON),
        ("2024-03-12T13:05:00.000+00:00", NOON),
        ("2024-03-12T14:05:00+0100", NOON),
        ("2024-03-12 14:05", NOON),
        ("2024-03-12 13:05:00 UTC", NOON),
        ("2024/3/12 14:05", NOON),
        ("20240312T130500Z", NOON),
        ("1710248700", NOON),
        (1710248700, NOON),
        ("1710248700000", NOON),
        (1710248700000.0, NOON),
        ("12.03.2024 14:05", NOON),
        ("13/03/2024 14:05", NOON + timedelta(days=1)),
        ("3/13/2024 2:05 PM", NOON + timedelta(days=1)),
        ("3/13/24 12:05 am", datetime(2024, 3, 12, 23, 5, tzinfo=UTC)),
        ("12 Mar 2024 14:05", NOON),
        ("March 12, 2024 2:05 PM", NOON),
        ("Tue, 12 Mar 2024 14:05:00 +0100", NOON),
        ("Tue, 12 Mar 2024 13:05:00 +0000 (UTC)", NOON),
        (datetime(2024, 3, 12, 14, 5), NOON),  # noqa: DTZ001
        (datetime(2024, 3, 12, 8, 5, tzinfo=timezone(timedelta(hours=-5))), NOON),
        (date(2024, 3, 12), datetime(2024, 3, 11, 23, 0, tzinfo=UTC)),
        ("", None),
        (None, None),
    ],
)
def test_what_people_write_is_read_in_utc(written, meant):
    assert Dates("at", BERLIN).read(written, 2) == meant


def test_summer_time_of_the_zone_counts():
    read = Dates("at", BERLIN).read
    assert read("2024-01-01 12:00", 2) == datetime(2024, 1, 1, 11, tzinfo=UTC)
    assert read("2024-07-01 12:00", 3) == datetime(2024, 7, 1, 10, tzinfo=UTC)


def test_a_later_row_tells_day_from_month():
    values = [(2, "03/04/2024"), (3, "05/06/2024"), (4, "25/12/2024"), (5, "")]
    dates = Dates("when", UTC, look=lambda: iter(values))
    assert dates.read("03/04/2024", 2) == datetime(2024, 4, 3, tzinfo=UTC)
    with pytest.raises(RowError) as error:
        dates.read("12/25/2024", 9)
    assert "row 4" in str(error.value) and "'25/12/2024'" in str(error.value)


def test_a_column_that_never_tells_is_refused():
    dates = Dates("when", UTC, look=lambda: iter([(2, "03/04/2024"), (3, "05/06/2024")]))
    with pytest.raises(SourceError) as error:
        dates.read("03/04/2024", 2)
    assert "row 2" in str(error.value) and "day-first" in str(error.value)
    assert Dates("when", UTC, "month-first").read("03/04/2024", 2) == datetime(2024, 3, 4, tzinfo=UTC)


def test_three_formats_in_a_column_name_both_rows():
    dates = Dates("when", UTC)
    dates.read("2024-03-12", 2)
    for row, other in ((7, "12 Mar 2024"), (8, "1710248700"), (9, "13/03/2024")):
        with pytest.raises(RowError) as error:
            dates.read(other, row)
        assert "row 2" in str(error.value) and other in str(error.value) and "dates:" in str(error.value)
    listed = Dates("when", UTC, ["iso", "named", "epoch"])
    assert listed.read("12 Mar 2024", 7) == listed.read("2024-03-12", 2) == datetime(2024, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["hello", "2024-13-01", "31/31/2024", "0001-01-01", "12", "9999-01-01", True]
)
def test_what_is_no_date_is_refused_by_name(written):
    with pytest.raises(RowError) as error:
        Dates("when", UTC).read(written, 2)
    assert str(written) in str(error.value) and "'when'" in str(error.value)


def test_patterns_and_serial_numbers_when_the_mapping_says_so():
    assert Dates("when", UTC, "%Y%m%d-%H%M").read("20240312-1305", 2) == NOON
    assert Dates("when", UTC, "excel").read("45363.5", 2) == datetime(2024, 3, 12, 12, tzinfo=UTC)
    with pytest.raises(SourceError, match="Unknown date format"):
        Dates("when", UTC, "roman")


@given(st.datetimes(*YEARS, timezones=st.timezones()))
def test_iso_is_read_exactly(when):
    text = when.astimezone(UTC).isoformat()
    assert Dates("at", BERLIN).read(text, 2) == when.astimezone(UTC)
