"""Webhooks hear of check-ins, praise, surveys that close and customers who want to be asked no more."""

from datetime import UTC, date, datetime

import orjson
import pytest

from rapport.program.coaching.plain import Associate
from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.plans.plain import PlanContent

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
LEAD = Actor("Lea", (Grant("qa_lead"),))


@pytest.fixture
def heard(home):
    from rapport.program.hooks.models import Event, Hook

    wanted = ["plan.checked_in", "praise.given", "survey.closed", "customer.opted_out"]
    Hook.objects.create(name="CRM", address="https://example.org", events=wanted, made_by="x")
    return lambda: [(one.kind, orjson.loads(one.body)["data"], one.about) for one in Event.objects.all()]


def test_a_check_in_is_heard_of_without_its_words(heard):
    from rapport.program.plans.services import check_in, plan_create, plan_start

    plan = plan_create(LEAD, PlanContent("Warmer", "handle_s", hypothesis="They will"))
    plan_start(LEAD, plan, date(2026, 3, 2))
    check_in(LEAD, plan, NOW.date(), "at risk", hindered="No paper")
    assert heard() == [("plan.checked_in", {"plan": plan, "week": "2026-03-02", "standing": "at risk"}, None)]


def test_praise_is_heard_of_without_its_words(heard):
    from rapport.program.coaching.services import praise_give

    made = praise_give(LEAD, Associate("a1", "Day", "Mo"), "You listened")
    assert heard() == [("praise.given", {"praise": made, "agent_id": "a1", "team": "Day"}, None)]


def test_who_wants_no_more_mail_is_heard_of_once_by_their_id_alone(heard):
    from rapport.program.sending.services import opt_out

    for _ in range(2):
        opt_out(address="mia@example.org", customer_id="c1", by="mail", at=NOW)
    assert heard() == [("customer.opted_out", {"customer": "c1", "programme": None}, "customer:c1")]
    opt_out(address="ole@example.org", customer_id="", by="mail", at=NOW)
    assert heard()[-1] == ("customer.opted_out", {"customer": None, "programme": None}, None)


def test_a_survey_that_closes_is_heard_of_once(heard):
    from rapport.program.surveys.services import survey_create, version_close, version_publish

    text = "survey: care\ntitle: Care\nitems:\n- id: care\n  type: nps\n  text: Would you recommend us?\n"
    survey_create(TERMINAL, "care", text)
    version_publish(TERMINAL, "care", 1)
    for _ in range(2):
        version_close(TERMINAL, "care", 1)
    assert heard() == [("survey.closed", {"survey": "care", "version": 1}, None)]
