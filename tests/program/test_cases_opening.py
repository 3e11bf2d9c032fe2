"""Opening cases: once a key, one a customer, given to the right person with why."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from rapport.program.cases.errors import CaseError
from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.people.errors import NotAllowedError

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def opened(key="a", customer="c1", **facts):
    from rapport.program.cases.services import case_open

    given = {
        "key": key,
        "customer_id": customer,
        "interaction_id": "i1",
        "kind": "problem",
        "title": "NPS 2",
        "reason": "Said 2 of 10",
        "source": "rule:1@1",
        "actor": TERMINAL,
        "now": MONDAY,
    }
    return case_open(**{**given, **facts})


def person(name, role="case_owner", team=None):
    from rapport.program.people.selectors import actor_of
    from rapport.program.people.services import person_create

    mail = f"{name.lower()}@example.org"
    return actor_of(person_create(TERMINAL, mail, name=name, grants=[Grant(role, team)]))


def test_the_same_key_opens_once_and_the_same_customer_has_one_case(home):
    from rapport.program.cases.models import Case, CaseAlert

    first = opened()
    assert opened() == first and Case.objects.count() == 1
    again = opened("b", title="Hard effort", urgency="high", now=MONDAY + timedelta(days=2))
    assert again == first and Case.objects.count() == 1 and CaseAlert.objects.count() == 2
    case = Case.objects.get()
    assert case.urgency == "high" and case.entries.filter(kind="alert").get().text == "Hard effort"
    assert opened("c", kind="praise") != first
    assert opened("d", customer="c2") != first
    late = opened("e", now=MONDAY + timedelta(days=31))
    assert late != first
    assert opened("f", now=MONDAY + timedelta(days=32)) == late


def test_two_workers_at_once_open_one_case(home):
    from rapport.program.cases.models import Case, CaseAlert
    from rapport.program.setup import disconnect

    def work(number):
        try:
            return opened(f"k{number % 3}")
        finally:
            disconnect()

    with ThreadPoolExecutor(4) as threads:
        ids = set(threads.map(work, range(12)))
    assert len(ids) == 1 and Case.objects.count() == 1 and CaseAlert.objects.count() == 3


def test_what_cannot_be_a_case_is_refused(home):
    for wrong in ({"kind": "wish"}, {"urgency": "now"}, {"title": " "}, {"key": ""}, {"key": "x" * 301}):
        with pytest.raises(CaseError):
            opened(**wrong)
    with pytest.raises(NotAllowedError):
        opened(actor=Actor("Someone", (Grant("associate"),)))


def test_who_has_the_fewest_gets_it_and_who_is_away_is_passed_over(home):
    from rapport.program.cases.models import Absence, Case, CaseWorker

    ann, bob, cleo = person("Ann"), person("Bob"), person("Cleo")
    CaseWorker.objects.create(user_id=cleo.user_id, most_open=0)
    given = [Case.objects.get(pk=opened(f"k{n}", f"c{n}")).owner_name for n in range(4)]
    assert given == ["Ann", "Bob", "Ann", "Bob"]
    today = datetime.now(UTC).date()
    Absence.objects.create(user_id=ann.user_id, first_day=today, last_day=today, by="Ann")
    case = Case.objects.get(pk=opened("k9", "c9"))
    assert str(case.owner_id) == bob.user_id and "Bob has the fewest open (2)" in case.why


def test_rules_decide_in_their_order_and_say_why(home):
    from rapport.program.cases.models import Case, CaseWorker, RoutingRule

    ann, bob, cleo = person("Ann"), person("Bob"), person("Cleo", "team_manager", "Billing")
    CaseWorker.objects.create(user_id=bob.user_id, skills=["refund"])
    rules = [
        ("Dear customers", {"value_from": 1000}, {"people": [ann.user_id]}),
        ("Refunds", {"concerns": ["refund"]}, {"skilled": True}),
        ("By team", {"teams": ["Billing", "Nobody"]}, {"same_team": True}),
    ]
    for place, (name, conditions, facts) in enumerate(rules):
        RoutingRule.objects.create(place=place, name=name, conditions=conditions, changed_by="x", **facts)

    def owner(key, **facts):
        case = Case.objects.get(pk=opened(key, f"c{key}", facts=facts))
        return case.owner_name, case.why

    name, why = owner("1", value="1500", concern="refund")
    assert name == "Ann" and why.startswith("Rule “Dear customers”: the customer is worth 1,500 a year")
    assert owner("2", value="10", concern="refund")[0] == "Bob"
    assert owner("3", team="Billing")[0] == "Cleo"
    name, why = owner("4", team="Nobody")
    assert "Rule “By team” found nobody" in why and name in ("Ann", "Bob")
    assert cleo.name == "Cleo"


def test_without_anybody_it_waits_for_somebody_with_the_reason(home):
    from rapport.program.cases.models import Case

    case = Case.objects.get(pk=opened())
    assert case.owner_id is None and case.why.startswith("Nobody can take it")


def test_webhooks_hear_of_it_and_the_warehouse_is_told_later(home):
    from rapport.program.audits.models import Outbox
    from rapport.program.hooks.models import Event, Hook

    Hook.objects.create(name="CRM", address="https://example.org", events=["case.opened"], made_by="x")
    case = opened()
    assert f'"case":"{case}"' in Event.objects.get().body and "Said 2" not in Event.objects.get().body
    assert Outbox.objects.filter(topic="case", payload={"case": case}).count() == 1
