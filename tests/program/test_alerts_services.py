"""What rules fire for is noted once, opened once, stopped in time and goes with a customer; on both
databases."""

import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rapport.program.alerts.errors import AlertError
from rapport.program.alerts.plain import Hit, Noted
from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.people.errors import NotAllowedError

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
ZONE = ZoneInfo("UTC")
RULE = "rule: Low\nall:\n- answer: {item: nps, at_most: 6}\nmost_a_day: 5\nquiet_days: 7\n"
LEAD = Actor("Pat", (Grant("program_manager"),))
MANAGER = Actor("Mia", (Grant("team_manager", "Day"),))


@pytest.fixture
def alerts(home):
    from rapport.program.alerts import selectors, services

    class Both:
        def __getattr__(self, name):
            return getattr(services, name, None) or getattr(selectors, name)

    return Both()


def hit(number, customer=None, days=0, **facts):
    given = {"agent_id": "a-1", "team": "Day", "channel": "call", "facts": {"NPS": "3"}, **facts}
    name = f"i-{number}"
    return Hit(f"interaction:{name}", NOW - timedelta(days=days), customer or f"c-{number}", name, **given)


def switched_on(alerts, text=RULE):
    made = alerts.rule_create(LEAD, text)
    alerts.rule_previewed(LEAD, made, 1, 3)
    alerts.rule_switch(LEAD, made, True)
    return made


def note(alerts, rule, hits, total=None, now=NOW, version=1):
    return alerts.firings_note(rule, version, hits, total or len(hits), now, ZONE)


def cases():
    from rapport.program.cases.models import Case

    return Case.objects.count()


def test_a_rule_is_off_until_somebody_looked_at_what_it_would_do(alerts):
    made = alerts.rule_create(LEAD, RULE)
    assert not alerts.rule_facts(LEAD, made).active
    with pytest.raises(AlertError, match="looked"):
        alerts.rule_switch(LEAD, made, True)
    alerts.rule_previewed(LEAD, made, 1, 14)
    alerts.rule_switch(LEAD, made, True)
    assert alerts.rule_facts(LEAD, made).active


def test_another_version_is_off_and_forgets_no_older_one(alerts):
    made = switched_on(alerts)
    text = RULE.replace("at_most: 6", "at_most: 3")
    assert alerts.rule_change(LEAD, made, 1, text) == 2
    rule = alerts.rule_facts(LEAD, made)
    assert (rule.active, rule.version, rule.text) == (False, 2, text)
    assert [one.number for one in alerts.rule_versions(LEAD, made)] == [2, 1]
    with pytest.raises(AlertError, match="meanwhile"):
        alerts.rule_change(LEAD, made, 1, RULE)


def test_what_was_fired_for_is_never_fired_for_again(alerts):
    rule = switched_on(alerts)
    assert note(alerts, rule, [hit(1), hit(2)]) == Noted(2, 0, 0, False)
    assert note(alerts, rule, [hit(1), hit(2), hit(3)]) == Noted(1, 0, 0, False)
    assert alerts.firings_open(NOW) == 3
    assert alerts.firings_open(NOW) == 0
    assert cases() == 3
    alerts.rule_change(LEAD, rule, 1, RULE + "urgency: high\n")
    alerts.rule_previewed(LEAD, rule, 2, 3)
    alerts.rule_switch(LEAD, rule, True)
    assert note(alerts, rule, [hit(1), hit(2), hit(3)], version=2) == Noted()


def test_a_worker_killed_before_the_end_loses_and_doubles_nothing(alerts, monkeypatch):
    rule = switched_on(alerts)
    note(alerts, rule, [hit(1), hit(2), hit(3)])
    from rapport.program.alerts.services import firing

    real, many = firing.announce, iter(range(10))

    def dies(*given, **more):
        if next(many) == 1:
            raise KeyboardInterrupt
        real(*given, **more)

    monkeypatch.setattr(firing, "announce", dies)
    with pytest.raises(KeyboardInterrupt):
        alerts.firings_open(NOW)
    assert alerts.firings_due()
    assert cases() == 0  # the case that was opened went back with its mark
    monkeypatch.setattr(firing, "announce", real)
    assert alerts.firings_open(NOW) == 3
    assert cases() == 3


def test_two_workers_at_once_fire_once(alerts):
    rule = switched_on(alerts, RULE.replace("most_a_day: 5", "most_a_day: 100"))
    from django.db import connection

    start, wrong, told = threading.Barrier(2), [], []

    def work():
        try:
            start.wait(20)
            told.append(note(alerts, rule, [hit(number) for number in range(30)]))
            while alerts.firings_due():
                alerts.firings_open(NOW)
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            wrong.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(60)
    assert wrong == []
    assert sorted(one.fired for one in told) == [0, 30]
    assert cases() == 30


def test_a_customer_is_left_quiet(alerts):
    rule = switched_on(alerts)
    assert note(alerts, rule, [hit(1, "c-9", days=6), hit(2, "c-9", days=1)]) == Noted(1, 1, 0, False)
    assert note(alerts, rule, [hit(3, "c-9")]) == Noted(0, 1, 0, False)
    assert note(alerts, rule, [hit(4, "c-8")]) == Noted(1, 0, 0, False)


def test_a_rule_that_would_open_ten_thousand_cases_stops_and_says_so(alerts):
    rule = switched_on(alerts)
    hits = [hit(number, days=number / 5000) for number in range(120)]
    assert note(alerts, rule, hits, total=10_000) == Noted(5, 0, 115, True)
    alerts.firings_open(NOW)
    assert cases() == 5
    from rapport.program.alerts.models import Firing

    newest = {f"i-{number}" for number in range(5)}
    assert set(Firing.objects.filter(state="fired").values_list("interaction_id", flat=True)) == newest
    told = alerts.rule_facts(LEAD, rule)
    assert told.stopped_because == "It may fire 5 times a day, and did; 9,995 more were held back."
    assert told.waiting == 115
    assert note(alerts, rule, [hit(999)]) == Noted()
    assert alerts.rule_go_on(LEAD, rule, open_held=True) == 115
    assert alerts.firings_open(NOW, most=10_000) == 115
    assert cases() == 120
    assert alerts.rule_facts(LEAD, rule).stopped_at is None


def test_who_lets_a_rule_go_on_gives_it_another_days_worth(alerts):
    rule = switched_on(alerts)
    note(alerts, rule, [hit(number) for number in range(9)])
    alerts.rule_go_on(LEAD, rule, open_held=True, now=NOW)
    later = NOW + timedelta(minutes=5)
    assert note(alerts, rule, [hit(number) for number in range(20, 27)], now=later) == Noted(5, 0, 2, True)


def test_what_was_held_back_can_be_let_go(alerts):
    rule = switched_on(alerts)
    note(alerts, rule, [hit(number) for number in range(9)])
    assert alerts.rule_go_on(LEAD, rule, open_held=False) == 4
    assert alerts.firings_open(NOW) == 5
    tomorrow = NOW + timedelta(days=1)
    assert note(alerts, rule, [hit(number) for number in range(12)], now=tomorrow) == Noted(3, 0, 0, False)


def held_back(alerts, rule):
    from rapport.program.alerts.models import Firing

    return Firing.objects.filter(rule_id=rule, state="held").count(), alerts.rule_facts(LEAD, rule).waiting


@pytest.mark.parametrize("switched", ["off and on", "changed", "retired"])
@pytest.mark.parametrize("opened", [True, False])
def test_what_was_held_back_waits_whatever_becomes_of_the_rule(alerts, switched, opened):
    rule = switched_on(alerts)
    note(alerts, rule, [hit(number) for number in range(9)])
    alerts.firings_open(NOW)
    if switched == "changed":
        alerts.rule_change(LEAD, rule, 1, RULE.replace("at_most: 6", "at_most: 3"))
    elif switched == "retired":
        alerts.rule_retire(LEAD, rule)
    else:
        alerts.rule_switch(LEAD, rule, False)
        alerts.rule_switch(LEAD, rule, True)
    before = alerts.rule_facts(LEAD, rule).active
    assert held_back(alerts, rule) == (4, 4)
    assert alerts.rule_go_on(LEAD, rule, open_held=opened) == 4
    alerts.firings_open(NOW)
    assert held_back(alerts, rule) == (0, 0) and cases() == (9 if opened else 5)
    assert alerts.rule_facts(LEAD, rule).active == before


def test_what_is_too_long_for_its_row_fires_once_too(alerts):
    rule, long = switched_on(alerts, RULE + "opens_case: true\n"), "x" * 700
    odd = Hit(f"interaction:{long}", NOW, long, long, long, long, long, {"NPS": "3"})
    for _ in range(2):
        note(alerts, rule, [odd, hit(1)])
    alerts.firings_open(NOW)
    from rapport.program.alerts.models import Firing

    kept = Firing.objects.exclude(interaction_id="i-1").get()
    assert (kept.state, kept.customer_id, kept.interaction_id, len(kept.channel)) == (
        "fired",
        None,
        None,
        100,
    )
    assert kept.subject.startswith("long:") and Firing.objects.count() == 2


def test_one_that_cannot_be_a_case_holds_up_no_other(alerts, monkeypatch):
    from django.db import DataError

    from rapport.program.cases import services

    rule, real = switched_on(alerts), services.case_open

    def opens(**given):
        if given["interaction_id"] == "i-1":
            raise DataError("value too long")
        return real(**given)

    monkeypatch.setattr(services, "case_open", opens)
    note(alerts, rule, [hit(1), hit(2)])
    assert alerts.firings_open(NOW) == 2
    assert cases() == 1 and alerts.rule_facts(LEAD, rule).failed == 1 and not alerts.firings_due()


@pytest.mark.parametrize(
    "after",
    [
        "0001-01-01T00:00:00+14:00|1", "9999-12-31T23:59:59-14:00|1", "2026-01-01T00:00:00|1",
        "2026-01-01T00:00:00+00:00|" + "9" * 5000, "2026-01-01T00:00:00+00:00|", "|1", "x",
    ],
)  # fmt: skip
def test_an_odd_place_in_the_list_is_refused(alerts, after):
    with pytest.raises(AlertError, match="no place in the list"):
        alerts.firings_page(LEAD, after=after)


def test_the_most_a_day_counts_by_the_homes_clock(alerts):
    rule, there = switched_on(alerts), ZoneInfo("Pacific/Auckland")
    late = datetime(2026, 3, 10, 10, 30, tzinfo=UTC)  # 23:30 there
    assert alerts.firings_note(rule, 1, [hit(n) for n in range(5)], 5, late, there).fired == 5
    after = late + timedelta(hours=1)
    assert alerts.firings_note(rule, 1, [hit(n) for n in range(5, 9)], 4, after, there).fired == 4


def test_nothing_is_noted_of_a_rule_changed_or_switched_off_meanwhile(alerts):
    rule = switched_on(alerts)
    alerts.rule_switch(LEAD, rule, False)
    assert note(alerts, rule, [hit(1)]) == Noted()
    assert note(alerts, rule, [hit(1)], version=2) == Noted()


def test_praise_is_told_without_a_case(alerts):
    rule = switched_on(alerts, "rule: Wow\nkind: praise\nany:\n- answer: {item: nps, at_least: 9}\n")
    note(alerts, rule, [hit(1), hit(2, team="Night", agent_id="a-2")])
    alerts.firings_open(NOW)
    assert cases() == 0
    own = Actor("Al", (Grant("associate"),), agent_id="a-1")
    seen = {who.name: [one.agent_id for one in alerts.praise_page(who).rows] for who in (own, MANAGER, LEAD)}
    assert seen == {"Al": ["a-1"], "Mia": ["a-1"], "Pat": ["a-2", "a-1"]}
    with pytest.raises(NotAllowedError):
        alerts.praise_page(Actor("Cleo", (Grant("client_viewer"),)))


def test_everybody_sees_as_far_as_their_role(alerts, home):
    rule = switched_on(alerts)
    note(alerts, rule, [hit(1), hit(2, team="Night"), hit(3, team=None)])
    alerts.firings_open(NOW)
    from rapport.program.cases.models import Case
    from rapport.program.people.services import person_create

    olga = person_create(TERMINAL, "o@example.org", name="Olga", grants=[Grant("case_owner")])
    Case.objects.filter(interaction_id="i-2").update(owner_id=olga)
    Case.objects.exclude(interaction_id="i-2").update(owner_id=None)
    owner = Actor("Olga", (Grant("case_owner"),), user_id=str(olga))
    seen = {
        who.name: sorted(one.interaction_id for one in alerts.firings_page(who).rows)
        for who in (LEAD, MANAGER, owner)
    }
    assert seen == {"Pat": ["i-1", "i-2", "i-3"], "Mia": ["i-1"], "Olga": ["i-2"]}
    assert [alerts.rules_listed(who)[0].fired for who in (LEAD, MANAGER, owner)] == [3, 1, 1]
    for who in (Actor("Al", (Grant("associate"),)), Actor("Cleo", (Grant("client_viewer"),))):
        with pytest.raises(NotAllowedError):
            alerts.firings_page(who)


def test_only_who_leads_cases_keeps_rules(alerts):
    rule = switched_on(alerts)
    for act in (
        lambda: alerts.rule_create(MANAGER, RULE),
        lambda: alerts.rule_change(MANAGER, rule, 1, RULE),
        lambda: alerts.rule_switch(MANAGER, rule, False),
        lambda: alerts.rule_own(MANAGER, rule),
        lambda: alerts.rule_retire(MANAGER, rule),
        lambda: alerts.rule_go_on(MANAGER, rule, open_held=True),
        lambda: alerts.firing_again(MANAGER, 1),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_people_say_how_often_a_rule_was_right(alerts):
    rule = switched_on(alerts)
    note(alerts, rule, [hit(number) for number in range(4)])
    alerts.firings_open(NOW)
    from rapport.program.cases.models import Case

    Case.objects.filter(interaction_id__in=["i-0", "i-1"]).update(state="closed", justified=True)
    Case.objects.filter(interaction_id="i-2").update(state="closed", justified=False)
    found = alerts.verdicts_of_rules(LEAD, [rule])[rule]
    assert (found.justified, found.judged) == (2, 3)
    judged = alerts.verdicts_of_things(LEAD, [hit(number) for number in range(4)], "problem")
    assert judged == {"interaction:i-0": True, "interaction:i-1": True, "interaction:i-2": False}
    assert alerts.verdicts_of_things(LEAD, [hit(number) for number in range(4)], "praise") == {}


def test_a_case_tells_of_a_rule_and_of_a_thing_once(alerts):
    """However many versions of the rule joined it, however many things the customer had."""
    rule = switched_on(alerts, RULE.replace("quiet_days: 7", "quiet_days: 0"))
    note(alerts, rule, [hit(1, "c-1", days=3)])
    alerts.firings_open(NOW)
    text = RULE.replace("quiet_days: 7", "quiet_days: 0").replace("at_most: 6", "at_most: 5")
    alerts.rule_change(LEAD, rule, 1, text)
    alerts.rule_previewed(LEAD, rule, 2, 1)
    alerts.rule_switch(LEAD, rule, True)
    note(alerts, rule, [hit(2, "c-1", days=1)], version=2)
    alerts.firings_open(NOW)
    from rapport.program.cases.models import Case, CaseAlert

    assert (Case.objects.count(), CaseAlert.objects.count()) == (1, 2)
    Case.objects.update(state="closed", justified=True, opened_at=NOW)
    assert alerts.verdicts_of_rules(LEAD, [rule])[rule] == alerts.Verdicts(1, 1)
    things = [hit(1, "c-1", days=3), hit(2, "c-1", days=1), hit(3, "c-1", days=2)]
    assert alerts.verdicts_of_things(LEAD, things, "problem") == {"interaction:i-1": True}
    others = [hit(4, "c-1", days=3), hit(5, "c-1", days=1), hit(6, "c-1", days=-1)]
    assert alerts.verdicts_of_things(LEAD, others, "problem") == {"interaction:i-5": True}


def test_an_erased_customer_leaves_counts_and_nothing_else(alerts):
    rule = switched_on(alerts)
    note(alerts, rule, [hit(1), hit(2), hit(3)])
    alerts.firings_open(NOW)
    assert alerts.alerts_erase(["i-2"], "c-1") == {"alerts": 2}
    from rapport.program.alerts.models import Firing

    told = str(list(Firing.objects.values()))
    assert not any(word in told for word in ("i-1", "c-1", "i-2", "c-2'"))
    assert alerts.rule_facts(LEAD, rule).fired == 3


def test_a_case_that_cannot_be_opened_waits_for_somebody(alerts, monkeypatch):
    rule = switched_on(alerts)
    note(alerts, rule, [hit(1)])
    from rapport.program.cases import services
    from rapport.program.cases.errors import CaseError

    real = services.case_open

    def refuses(**facts):
        raise CaseError("No room", None, "Wait.")

    monkeypatch.setattr(services, "case_open", refuses)
    alerts.firings_open(NOW)
    [row] = alerts.firings_page(LEAD).rows
    assert (row.state, row.problem) == ("failed", "No room")
    monkeypatch.setattr(services, "case_open", real)
    alerts.firing_again(LEAD, row.id)
    alerts.firings_open(NOW)
    assert alerts.firings_page(LEAD).rows[0].state == "fired"
    with pytest.raises(AlertError):
        alerts.firing_again(LEAD, row.id)


def test_webhooks_hear_of_alerts_and_of_rules_that_stop(alerts):
    from rapport.program.hooks.models import Event
    from rapport.program.hooks.services import hook_create

    names = ["alert.fired", "alert_rule.stopped"]
    hook_create(TERMINAL, name="ours", address="https://hooks.example.org/r", events=names)
    rule = switched_on(alerts)
    note(alerts, rule, [hit(number) for number in range(6)])
    alerts.firings_open(NOW)
    told = [one.kind for one in Event.objects.all()]
    assert told.count("alert.fired") == 5 and told.count("alert_rule.stopped") == 1


@pytest.mark.parametrize("mark", ["x", "2026-01-01|3", "|", "2026-01-01T00:00:00+00:00|x", "é|9"])
def test_an_odd_mark_of_a_list_is_refused_in_words(alerts, mark):
    with pytest.raises(AlertError, match="no place in the list"):
        alerts.firings_page(LEAD, None, mark)


@pytest.mark.parametrize("odd", ["x", "00000000-0000-4000-8000-000000000000", "' OR 1=1 --"])
def test_a_rule_that_is_not_there(alerts, odd):
    from rapport.program.alerts.selectors.firings import Wanted

    assert alerts.rule_facts(LEAD, odd) is None
    assert alerts.firings_page(LEAD, Wanted(rule=odd)).rows == ()
    with pytest.raises(AlertError, match="no such rule"):
        alerts.rule_switch(LEAD, odd, True)
