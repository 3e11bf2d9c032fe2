"""Contacts that settled their concern, counted by hand."""

from datetime import UTC, datetime, timedelta

import duckdb
import pyarrow as pa
import pytest

from rapport.findings.domain import Domain
from rapport.findings.machine import finish, machine_estimates, machine_metric
from rapport.findings.questions.machine import Asked, machine_rows, machine_sums
from rapport.home.settings import Settings
from rapport.language.experience.first_contact import first_contact_resolved
from rapport.measures import mean

START = datetime(2026, 3, 1, tzinfo=UTC)
METRIC = machine_metric("first_contact")
READ = "effort@2+resolved@2+behaviours@1"
BY = f"{READ} with concerns@1.ab"
ASKED = Asked(METRIC.value, METRIC.by, (BY,), METRIC.returns)
# (customer, day, concern, read as, team, channel)
CONTACTS = (
    ("a", 0, "bill", "solved", "north", "chat"),  # back on day 5: no
    ("a", 5, "bill", "solved", "south", "call"),  # the last one: yes
    ("a", 6, "parcel", "solved", "north", "chat"),  # another concern: yes
    ("b", 0, "bill", "cannot_tell", "north", "chat"),  # back on day 7 to the minute: no
    ("b", 7, "invoice", "cannot_tell", "north", "chat"),  # `invoice` is called `bill` today: yes
    ("c", 0, "bill", "solved", "north", "chat"),  # back on day 8, too late to count: yes
    ("c", 8, "bill", "not_solved", "north", "chat"),  # read as unsolved: no
    ("d", 28, "bill", "solved", "north", "chat"),  # too young to tell
    ("d", 29, "login", "not_solved", "north", "chat"),  # young, but unsolved: no
    ("", 1, "bill", "solved", "north", "chat"),  # nobody's
    (None, 1, "bill", "solved", "north", "chat"),
    ("e", 1, "other", "solved", "north", "chat"),  # no concern
    ("e", 1, "cannot_tell", "solved", "north", "chat"),
    ("f", None, "bill", "solved", "north", "chat"),  # no time
    ("g", 30, "bill", "cannot_tell", "south", "chat"),  # the newest
)


def row(number, customer, day, concern, resolved, team, channel, **other):
    return {
        "interaction_id": f"i{number:02d}", "customer_id": customer, "eligible": True, "team": team,
        "channel": channel, "started_at": None if day is None else START + timedelta(days=day),
        "actual": concern, "resolved": resolved, "service_by": READ, "concerns_by": "concerns@1.ab", **other,
    }  # fmt: skip


def asking(rows):
    connection = duckdb.connect()
    connection.register("sheet", pa.Table.from_pylist(list(rows)))
    connection.execute("SET TimeZone = 'America/New_York'")
    return lambda query, values: connection.sql(query, params=dict(values) or None).to_arrow_table()


@pytest.fixture
def ask():
    return asking(row(number, *one) for number, one in enumerate(CONTACTS))


FOLLOW = {"invoice": "bill"}


def estimates(ask, **given):
    return machine_estimates(
        ask, "first_contact", ASKED, METRIC.unit, Settings(minimum_base=0), words=METRIC.words, follow=FOLLOW,
        **given,
    )  # fmt: skip


def test_contacts_are_counted_as_by_hand(ask):
    [found] = estimates(ask)
    yes, no = 4, 4
    assert found.estimate.value == pytest.approx(yes / (yes + no)) and found.estimate.base == yes + no
    assert found.estimate.excluded == {"too young to tell, or without customer, concern or time": 7}
    assert found.estimate.unit == "share" and found.estimate.source == "machine"
    assert "within 7 days" in found.estimate.method and "clusters by customer" in found.estimate.method


def test_the_interval_knows_that_a_customers_contacts_go_together(ask):
    (sums,) = machine_sums(ask, ASKED, follow=FOLLOW).values()
    plain = finish(sums, "score")
    by_hand = mean([0, 1, 1, 0, 1, 1, 0, 0], clusters=list("aaabbccd"))
    assert (plain.low, plain.high) == pytest.approx((by_hand.low, by_hand.high), abs=1e-9)
    [found] = estimates(ask)
    assert 0 <= found.estimate.low < 0.5 < found.estimate.high <= 1


def test_a_return_counts_on_any_channel_and_outside_the_part_asked_about(ask):
    teams = {one.group: one.estimate for one in estimates(ask, by=["team"])}
    assert (teams["north"].base, teams["north"].value) == (7, pytest.approx(3 / 7))
    assert (teams["south"].base, teams["south"].value) == (1, 1.0)
    early = Domain((), START, START + timedelta(days=1))
    [found] = estimates(ask, domain=early)
    assert (found.estimate.base, found.estimate.value) == (3, pytest.approx(1 / 3))


def test_a_concern_that_was_merged_is_one(ask):
    apart = machine_sums(ask, ASKED)[()]
    assert (apart.n, apart.total) == (8, 5), "unmerged, the second contact of b is about something else"


def test_rows_behind_are_those_that_count(ask):
    rows = machine_rows(ask, ASKED, ["team"], follow=FOLLOW)
    assert {one["interaction_id"]: one["value"] for one in rows} == {
        "i00": 0, "i01": 1, "i02": 1, "i03": 0, "i04": 1, "i05": 1, "i06": 0, "i08": 0,
    }  # fmt: skip


def test_what_was_not_read_whole_says_so():
    unread = (row(number, *one, concerns_by=None, actual=None) for number, one in enumerate(CONTACTS))
    [found] = estimates(asking(unread))
    assert found.estimate.value is None and found.estimate.base == 0
    assert "concerns were not read yet" in found.estimate.undefined_because
    assert found.estimate.excluded == {"not read yet": len(CONTACTS)}


def test_it_names_both_models_and_tells_the_same_as_the_function(ask):
    assert METRIC.model(BY) == "resolved@2 with concerns@1.ab"
    known = [one for one in CONTACTS if one[1] is not None]
    told = first_contact_resolved(
        [one[0] for one in known],
        [None if one[2] in ("other", "cannot_tell") else FOLLOW.get(one[2], one[2]) for one in known],
        [START + timedelta(days=one[1]) for one in known],
        START + timedelta(days=30),
        [{"solved": True, "not_solved": False}.get(one[3]) for one in known],
    )
    (sums,) = machine_sums(ask, ASKED, follow=FOLLOW).values()
    assert [told.count(one) for one in (True, False)] == [sums.total, sums.n - sums.total]
