"""Notices of praise by customers, of rules that stopped, and of what becomes of suggestions."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rapport.home import create_home
from rapport.program.alerts.plain import Hit
from rapport.program.people.actor import TERMINAL, Grant
from rapport.program.setup import connect, disconnect
from rapport.work.notices.gather import gather_by
from tests.program.judging_people import People

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
WOW = "rule: Wow\nkind: praise\nall:\n- answer: {item: nps, at_least: 9}\nmost_a_day: 3\nquiet_days: 0\n"


@pytest.fixture
def home(tmp_path):
    made = create_home(tmp_path / "home")
    connect(made)
    yield made
    disconnect()


def serving(name, agent):
    from rapport.program.people.selectors import actor_of
    from rapport.program.people.services import person_create

    return actor_of(
        person_create(
            TERMINAL, f"{name.lower()}@example.org", name=name, grants=[Grant("associate")], agent_id=agent
        )
    )


def praised(rule, first, agents):
    """The rule fires for one conversation of each of these agents."""
    from rapport.program.alerts.services import firings_note, firings_open

    hits = [
        Hit(f"interaction:{n}", NOW, f"c{n}", str(n), agent, team="Day", channel="call", facts={"NPS": "10"})
        for n, agent in enumerate(agents, first)
    ]
    firings_note(rule, 1, hits, len(hits), NOW, ZoneInfo("UTC"))
    firings_open(NOW)


def told(actor):
    from rapport.program.notices.selectors import notices

    return sorted((one.kind, one.title, one.address) for one in notices(actor))


def test_praise_reaches_whom_it_is_about_once_a_day_and_nobody_else(home):
    from rapport.program.alerts.services import rule_create, rule_previewed, rule_switch

    lead = People()("Pat", "program_manager")
    mo, other = serving("Mo", "a1"), serving("Ola", "a2")
    rule = rule_create(lead, WOW)
    rule_previewed(lead, rule, 1, 3)
    rule_switch(lead, rule, True)
    praised(rule, 0, ["a1", "a1"])
    for _ in range(2):
        gather_by(home, NOW)
    assert told(mo) == [("praise", "A customer praised you", "/act/alerts/praise/")]
    assert told(other) == [] and told(lead) == []
    praised(rule, 10, ["a2", "a2"])  # one more than it may a day: the older one is held back
    for _ in range(2):
        gather_by(home, NOW)
    assert len(told(other)) == 1 and len(told(mo)) == 1
    assert told(lead) == [
        ("alert.stopped", "The rule Wow stopped: it fired as often as it may a day", f"/act/alerts/{rule}/")
    ]


def test_who_suggested_something_hears_what_becomes_of_it(home):
    from rapport.program.cases.services import suggestion_answer, suggestion_make
    from rapport.program.front.services import roundtable_save

    lead, mo = People()("Pat", "program_manager"), serving("Mo", "a1")
    made = suggestion_make(mo, "Show the sum before the chat ends")
    suggestion_make(mo, "More plants")
    now = datetime.now(UTC) + timedelta(seconds=1)
    gather_by(home, now)
    assert told(mo) == []
    roundtable_save(lead, "With IT", now.date(), "Spoken about", [made])
    gather_by(home, now)
    assert told(mo) == [
        ("suggestion.answered", "A suggestion of yours: discussed at a roundtable", "/act/ideas/")
    ]
    suggestion_answer(lead, made, "taken", "With the next release")
    for _ in range(2):
        gather_by(home, now)
    assert [title for _, title, _ in told(mo)] == [
        "A suggestion of yours: discussed at a roundtable",
        "A suggestion of yours: taken up",
    ]
    assert told(lead) == []
