"""A new case is given to somebody once, by what is known of it, and is never lost."""

from datetime import UTC, datetime, timedelta

import pytest

from rapport.home import create_home
from rapport.program.people.actor import TERMINAL, Grant
from rapport.program.setup import connect, disconnect
from rapport.records import Customer, Interaction, Turn
from rapport.warehouse import Warehouse

NOW = datetime.now(UTC)


@pytest.fixture
def home(tmp_path):
    made = create_home(tmp_path / "home")
    connect(made)
    at = NOW - timedelta(hours=1)
    with Warehouse(made.warehouse_path).write() as writer:
        facts = {"channel": "chat", "team": "Billing", "customer_id": "c1", "started_at": at}
        writer.upsert(
            "interactions", [Interaction("i1", turns=(Turn("customer", "Wrong again", at),), **facts)]
        )
        writer.upsert("customers", [Customer("c1", "Mia Berg", value=900.0, currency="EUR")])
    yield made
    disconnect()


@pytest.fixture
def routed(home):
    """Ann has the fewest; by the rule dear customers are Tom's. A webhook hears of who gets cases."""
    from rapport.program.cases.models import RoutingRule
    from rapport.program.hooks.models import Hook
    from rapport.program.people.services import person_create

    ann, tom = (
        person_create(TERMINAL, f"{name}@example.org", name=name.title(), grants=[Grant("case_owner")])
        for name in ("ann", "tom")
    )
    RoutingRule.objects.create(
        place=1, name="Dear", conditions={"value_from": 500}, people=[str(tom)], changed_by="x"
    )
    Hook.objects.create(name="CRM", address="https://example.org", events=["case.assigned"], made_by="x")
    return str(ann), str(tom)


def opened(key="k", customer="c1", interaction="i1", **more):
    from rapport.program.cases.services import case_open

    return case_open(
        key=key, customer_id=customer, interaction_id=interaction, kind="problem", title="NPS 2", reason="2",
        source="rule:1@1", actor=TERMINAL, wait=True, **more,
    )  # fmt: skip


def found(made):
    from rapport.program.cases.models import Case

    return Case.objects.get(pk=made)


def given():
    """To whom the log says that cases were given, and how often webhooks heard of it."""
    from rapport.program.cases.models import CaseEntry
    from rapport.program.hooks.models import Event

    told = CaseEntry.objects.filter(kind__in=("assigned", "unassigned")).order_by("pk")
    return [one.facts["to"] for one in told], Event.objects.filter(kind="case.assigned").count()


def test_who_is_told_of_a_case_is_who_the_rule_names(home, routed):
    from rapport.program.cases.selectors import case
    from rapport.program.notices.models import Notice
    from rapport.work.cases.knowing import know_cases
    from rapport.work.notices.gather import gather_by

    made = opened()
    assert found(made).owner_id is None and given() == ([], 0)
    assert case(TERMINAL, made).why.startswith("Given to somebody as soon as")
    gather_by(home, datetime.now(UTC))
    assert know_cases(home) == 1
    assert found(made).owner_name == "Tom" and given() == (["Tom"], 1)
    gather_by(home, datetime.now(UTC))
    assert [str(one) for one in Notice.objects.values_list("user_id", flat=True)] == [routed[1]]


def test_what_has_nothing_to_wait_for_is_given_at_once(home, routed):
    assert found(opened(customer=None, interaction=None)).owner_name == "Ann" and given() == (["Ann"], 1)


def test_an_alert_gives_its_case_once(home, routed, monkeypatch):
    from rapport.program.cases.models import Case
    from rapport.work.alerts import run

    monkeypatch.setattr("rapport.program.alerts.services.firings_open", lambda now: opened())
    run.run_alerts(home, TERMINAL)
    assert Case.objects.get().owner_name == "Tom" and given() == (["Tom"], 1)


def test_a_warehouse_that_cannot_be_asked_keeps_no_case_from_its_owner(home, routed, monkeypatch):
    from rapport.work.cases import knowing

    made = opened()
    with monkeypatch.context() as broken:
        broken.setattr(knowing, "Warehouse", lambda path: 1 / 0)
        assert knowing.know_cases(home) == 0
        assert found(made).owner_name == "Ann" and knowing.know_cases(home) == 0 and given() == (["Ann"], 1)
    assert knowing.know_cases(home) == 1 and found(made).owner_name == "Tom"


def test_facts_that_cannot_be_kept_hold_up_no_case(home, routed, monkeypatch):
    from rapport.program.cases.services import knowing
    from rapport.work.cases.knowing import know_cases

    def kept(facts):
        if "team" in facts:
            raise ValueError("no text")
        return real(facts)

    real, first, second = knowing.columns_of, opened(), opened("l", "c2", None)
    monkeypatch.setattr(knowing, "columns_of", kept)
    assert know_cases(home) == 2 and know_cases(home) == 0
    assert {found(first).owner_name, found(second).owner_name} == {"Ann", "Tom"}


def test_who_began_or_was_given_it_meanwhile_is_not_passed_over(home, routed):
    from rapport.program.cases.services import case_hand_over, case_note
    from rapport.work.cases.knowing import know_cases

    noted, handed = opened(), opened("l", "c2", None)
    case_note(TERMINAL, noted, "Called already")
    case_hand_over(TERMINAL, handed, routed[0])
    know_cases(home)
    assert found(noted).owner_name == "Tom" and found(handed).owner_name == "Ann"
    assert sorted(given()[0]) == ["Ann", "Tom"]
