"""Webhooks hear of coaching, lessons, and what is done in plans; once, and without words."""

from datetime import date

import orjson
import pytest

from rapport.program.coaching.plain import Associate, SessionPlan
from rapport.program.front.plain import ModuleContent
from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.plans.plain import PlanContent
from tests.program.judging_people import People

LEAD = Actor("Lea", (Grant("qa_lead"),))


@pytest.fixture
def heard(home):
    from rapport.program.hooks.models import Event, Hook
    from rapport.program.hooks.plain import EVENTS

    Hook.objects.create(name="CRM", address="https://example.org", events=list(EVENTS), made_by="x")
    return lambda: [(one.kind, orjson.loads(one.body)["data"]) for one in Event.objects.order_by("at")]


def test_a_coaching_session_is_heard_of_from_its_plan_to_its_end(heard):
    from rapport.program.coaching.services import (
        session_acknowledge,
        session_close,
        session_create,
        session_hold,
    )

    people = People()
    lead, dora = people("Lee", "qa_lead"), people("Dora", "associate", agent_id="a1")
    made = session_create(lead, Associate("a1", "North", "Dora"), SessionPlan("tone", "c@1", "Warmer"))
    for _ in range(2):
        session_hold(lead, made)
        session_acknowledge(dora, made, "My own words")
        session_close(lead, made)
    data = {"session": made, "agent_id": "a1", "team": "North", "element": "tone"}
    states = ("planned", "held", "acknowledged", "closed")
    assert heard() == [(f"coaching.{one}", data) for one in states]


def test_a_lesson_is_finished_once_and_again_after_a_change(heard):
    from rapport.program.front.services import module_publish, module_read, module_save

    people = People()
    lead, dora = people("Lee", "qa_lead"), people("Dora", "associate", agent_id="a1")
    content = ModuleContent("What customers are asked", "Why", "Say it.", "ces", "after")
    made = module_save(lead, content)
    module_publish(lead, made)
    for _ in range(2):
        module_read(dora, made)
    module_save(lead, content, made, 1)
    module_read(dora, made)
    told = [(kind, data["revision"]) for kind, data in heard()]
    assert told == [("lesson.finished", 1), ("lesson.finished", 2)]
    assert heard()[0][1] == {"lesson": made, "revision": 1, "user": dora.user_id}


def test_initiatives_and_steps_are_heard_of_when_they_change(heard):
    from rapport.program.plans.services import (
        initiative_add,
        initiative_drop,
        plan_create,
        step_add,
        step_done,
    )

    plan = plan_create(LEAD, PlanContent("Warmer", "handle_s", hypothesis="They will"))
    made = initiative_add(LEAD, plan, "Words")
    step = step_add(LEAD, plan, made, "Write them", date(2026, 3, 9))
    for done in (True, True, False):
        step_done(LEAD, plan, step, done)
    for dropped in (True, True, False):
        initiative_drop(LEAD, plan, made, dropped)
    of = {"plan": plan, "initiative": made}
    assert heard() == [
        ("plan.initiative_added", of),
        ("plan.step_added", {**of, "step": step, "due_on": "2026-03-09"}),
        ("plan.step_done", {"plan": plan, "step": step, "done": True}),
        ("plan.step_done", {"plan": plan, "step": step, "done": False}),
        ("plan.initiative_dropped", {**of, "dropped": True}),
        ("plan.initiative_dropped", {**of, "dropped": False}),
    ]


def test_nothing_is_written_where_nobody_wants_to_hear(home):
    from rapport.program.hooks.models import Event
    from rapport.program.plans.services import initiative_add, plan_create

    plan = plan_create(TERMINAL, PlanContent("Warmer", "handle_s", hypothesis="They will"))
    initiative_add(TERMINAL, plan, "Words")
    assert not Event.objects.exists()
