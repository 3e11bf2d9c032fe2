"""No cap is ever broken, whatever comes in whatever order: decided by plain data."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from rapport.program.sending.caps import Ask, held_back
from rapport.program.sending.deciding import Asking, decide
from rapport.program.sending.drawing import arm_of, chance, inclusion
from rapport.program.sending.plain import FOLLOW_UP, KINDS, RELATIONSHIP, Arm, Candidate, Plan, Rules
from rapport.program.sending.times import next_open

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)  # a Monday
UTC_ZONE = ZoneInfo("UTC")
RULES = Rules()


def somebody(about, customer="c1", at=NOW, **facts):
    return Candidate(about=about, customer_id=customer, at=at, address=f"{customer}@example.org", **facts)


def asking(now=NOW, rules=RULES, **plan):
    return Asking("after-support", Plan("s", **plan), rules, now, UTC_ZONE)


days = st.integers(0, 200)
events = st.lists(
    st.tuples(days, st.integers(0, 23), st.sampled_from(["c1", "c2", "c3"]), st.sampled_from(sorted(KINDS))),
    max_size=60,
)
rules = st.builds(
    Rules, days=st.integers(0, 60), relationship_days=st.integers(0, 120), follow_up_days=st.integers(0, 20)
)


@given(events, rules, st.data())
def test_no_cap_is_ever_broken(happened, caps, data):
    """Programmes of every kind look at what happens as it does; invitations end after some days."""
    asked = defaultdict(list)
    for number, (day, hour, customer, kind) in enumerate(sorted(happened)):
        now = NOW + timedelta(days=day, hours=hour)
        ended = data.draw(st.integers(0, 10))
        past = {
            one: [Ask(k, at, at + timedelta(days=d) > now) for k, at, d in asks]
            for one, asks in asked.items()
        }
        found = decide(asking(now, caps, kind=kind), [somebody(f"i{number}", customer, now)], past)
        asked[customer] += [(kind, one.due_at, ended) for one in found.chosen]
    for asks in asked.values():
        for place, (kind, at, _) in enumerate(asks):
            for other, before, _ in asks[:place]:
                gap = abs(at - before)
                if kind != FOLLOW_UP:
                    assert gap >= timedelta(days=caps.days)
                if kind == other == RELATIONSHIP:
                    assert gap >= timedelta(days=caps.relationship_days)
                if kind == other == FOLLOW_UP:
                    assert gap >= timedelta(days=caps.follow_up_days)


@given(st.integers(2, 40), st.integers(1, 5))
def test_in_one_look_nobody_is_asked_twice(contacts, customers):
    those = [somebody(f"i{n}", f"c{n % customers}") for n in range(contacts)]
    found = decide(asking(), those, {})
    assert len({one.candidate.customer_id for one in found.chosen}) == len(found.chosen)
    assert found.looked.candidates == contacts
    assert len(found.chosen) == min(contacts, customers)


def test_who_has_one_open_is_not_asked():
    assert held_back("contact", NOW, [Ask("contact", NOW - timedelta(days=300), True)], RULES) == "has_open"
    assert held_back(FOLLOW_UP, NOW, [Ask("contact", NOW - timedelta(days=1), True)], RULES) == "has_open"
    assert held_back(FOLLOW_UP, NOW, [Ask("contact", NOW - timedelta(days=1))], RULES) == ""


def test_reasons_come_in_their_order():
    late = somebody("a", at=NOW - timedelta(hours=73))
    nowhere = Candidate("b", "c2", NOW)
    barred = somebody("c", "c3", barred="minor")
    again = somebody("d", "c4")
    found = decide(asking(), [late, nowhere, barred, again], {}, frozenset({"d"}))
    assert found.chosen == []
    assert found.left_out == {"expired": 1, "no_address": 1, "minor": 1, "asked_already": 1}
    assert [name for name, _, _ in found.looked.reasons] == [
        "expired",
        "minor",
        "no_address",
        "asked_already",
    ]


def test_a_share_is_drawn_as_often_as_it_says():
    those = [somebody(f"i{n}", f"c{n}", segment="Business" if n % 2 else "Home") for n in range(8_000)]
    found = decide(asking(draw="share", share=0.25, by_segment={"Business": 0.75}), those, {})
    by = defaultdict(int)
    for one in found.chosen:
        by[one.candidate.segment, one.probability] += 1
    assert abs(by["Home", 0.25] - 1_000) < 120 and abs(by["Business", 0.75] - 3_000) < 120
    again = decide(asking(draw="share", share=0.25, by_segment={"Business": 0.75}), those, {})
    assert [one.candidate.about for one in again.chosen] == [one.candidate.about for one in found.chosen]


def test_so_many_a_day_are_drawn_from_all_of_the_day():
    plan = {"draw": "daily", "daily": 100}
    who = [somebody(f"i{n}", f"c{n}") for n in range(1_000)]
    one = asking(**plan)
    found = decide(Asking(one.programme, one.plan, RULES, NOW, UTC_ZONE, a_day=1_000), who, {})
    assert 60 < len(found.chosen) < 150 and {one.probability for one in found.chosen} == {0.1}
    late = [n for n, c in enumerate(who) if any(c is o.candidate for o in found.chosen) and n >= 500]
    assert len(late) > 20, "the second half of the day has its share"
    more = decide(Asking(one.programme, one.plan, RULES, NOW, UTC_ZONE, a_day=50, today=140), who, {})
    assert len(more.chosen) == 10 and more.left_out["day_full"] == 990


def test_arms_are_drawn_by_their_shares_and_stay():
    arms = (Arm("plain", 1), Arm("warm", 3))
    drawn = [arm_of(arms, "p", f"i{n}").name for n in range(4_000)]
    assert abs(drawn.count("warm") - 3_000) < 120
    assert drawn == [arm_of(arms, "p", f"i{n}").name for n in range(4_000)]
    assert arm_of((), "p", "i") is None and 0 <= chance("a", "b") < 1
    assert inclusion(Plan("s", draw="share", share=0.5, by_segment={"x": 0.1}), "x", 0) == 0.1


@given(
    st.integers(0, 365 * 24 * 60),
    st.sampled_from(["UTC", "America/New_York", "Asia/Kolkata", "Europe/Berlin"]),
)
def test_messages_are_sent_within_the_hours_of_who_gets_them(minute, zone):
    at, zone = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute), ZoneInfo(zone)
    found = next_open(at, RULES, zone)
    local = found.astimezone(zone)
    assert found >= at and local.weekday() < 5 and 9 <= local.hour < 20
    if at.astimezone(zone).weekday() < 5 and 9 <= at.astimezone(zone).hour < 20:
        assert found == at


def test_a_contact_of_friday_evening_is_asked_about_on_monday_or_not_at_all():
    friday = datetime(2026, 3, 6, 20, 30, tzinfo=UTC)
    (one,) = decide(asking(friday), [somebody("i", at=friday)], {}).chosen
    assert one.due_at == datetime(2026, 3, 9, 9, tzinfo=UTC)
    found = decide(asking(friday, expires_hours=24), [somebody("i", at=friday)], {})
    assert found.left_out == {"no_time": 1}
    never = Rules(weekdays=())
    assert next_open(friday, never, UTC_ZONE) is None
