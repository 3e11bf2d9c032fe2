"""Plans: who may write them, what stays once they began, initiatives, check-ins, summaries once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rapport.program.people.errors import NotAllowedError
from rapport.program.plans.errors import PlanChangedError, PlanError
from rapport.program.plans.periods import ended, first_day
from rapport.program.plans.plain import Aim, Member, PlanContent
from tests.program.judging_people import People

NORTH = PlanContent(
    "Say what happens next",
    "next_step",
    hypothesis="Customers who know the next step need not call again.",
    where={"team": "North"},
    others={"rest": True},
    aim=Aim(80.0, date(2026, 9, 30), 76.0, 84.0),
    recipients=("chief@example.org",),
)
NOW = datetime(2026, 4, 1, 6, tzinfo=UTC)


@pytest.fixture
def people(home):
    return People()


@pytest.fixture
def lead(people):
    return people("Lee", "qa_lead")


def test_a_plan_is_written_started_and_ended(lead):
    from rapport.program.plans.selectors import plan, plans
    from rapport.program.plans.services import plan_create, plan_end, plan_save, plan_start

    made = plan_create(lead, NORTH)
    assert plan(lead, made).content == NORTH and plan(lead, made).state == "draft"
    revision = plan_save(lead, made, 1, replace(NORTH, sponsor="The board"))
    plan_start(lead, made, date(2026, 3, 2))
    found = plan(lead, made)
    assert (found.content.sponsor, found.content.begins_on, found.revision) == (
        "The board",
        date(2026, 3, 2),
        3,
    )
    assert revision == 2
    with pytest.raises(PlanError, match="learned"):
        plan_end(lead, made, " ")
    plan_end(lead, made, "Cards at the desk helped more than the training.")
    assert plans(lead) == () and plans(lead, ended=True)[0].learned.startswith("Cards")
    with pytest.raises(PlanError, match="done already"):
        plan_end(lead, made, "Again")


def test_what_is_expected_stays_once_it_has_begun(lead):
    from rapport.program.plans.selectors import plan
    from rapport.program.plans.services import plan_create, plan_save, plan_start

    made = plan_create(lead, NORTH)
    plan_start(lead, made, date(2026, 3, 2))
    now = plan(lead, made)
    changes = (
        {"metric": "qci"},
        {"where": {"team": "South"}},
        {"begins_on": date(2026, 4, 1)},
        {"others": {"team": "South"}},
        {"expected_effect": 9.0},
    )
    for other in changes:
        with pytest.raises(PlanError, match="stays once it has begun"):
            plan_save(lead, made, now.revision, replace(now.content, **other))
    plan_save(lead, made, now.revision, replace(now.content, title="Say it in the first answer"))


def test_two_people_at_once_lose_nothing(lead, people):
    from rapport.program.plans.selectors import plan
    from rapport.program.plans.services import plan_create, plan_save

    made, other = plan_create(lead, NORTH), people("Pia", "program_manager")
    plan_save(other, made, 1, replace(NORTH, sponsor="Pia's"))
    with pytest.raises(PlanChangedError, match="Pia changed this plan"):
        plan_save(lead, made, 1, replace(NORTH, sponsor="Lee's"))
    assert plan(lead, made).content.sponsor == "Pia's"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"title": " "}, "title"),
        ({"metric": ""}, "metric"),
        ({"expected_effect": float("nan")}, "expected_effect"),
        ({"aim": Aim(80, date(2026, 9, 1), kind="wish")}, "aim"),
        ({"recipients": ("a@b.example\nBcc: x@y.example",)}, "recipients"),
        ({"owner": "nobody"}, "owner"),
        ({"people": tuple(Member(f"m{i}") for i in range(31))}, "people"),
    ],
)
def test_refuses_what_cannot_be_and_says_where(lead, change, where):
    from rapport.program.plans.services import plan_create

    with pytest.raises(PlanError) as error:
        plan_create(lead, replace(NORTH, **change))
    assert error.value.where == where


def test_a_team_manager_plans_for_their_team_alone(lead, people):
    from rapport.program.plans.selectors import plan, plans
    from rapport.program.plans.services import plan_create, plan_save, plan_start

    manager = people("Mia", "team_manager", "South")
    north, south = plan_create(lead, NORTH), plan_create(manager, replace(NORTH, where={"team": "South"}))
    assert [one.id for one in plans(manager)] == [south] and plan(manager, north) is None
    for where in ({"team": "North"}, {}):
        with pytest.raises(NotAllowedError):
            plan_create(manager, replace(NORTH, where=where))
        with pytest.raises(NotAllowedError):
            plan_save(manager, south, 1, replace(NORTH, where=where))
    with pytest.raises(NotAllowedError):
        plan_create(manager, replace(NORTH, where={"team": "South"}, others={"team": "North"}))
    for act in (
        lambda: plan_save(manager, north, 1, NORTH),
        lambda: plan_start(manager, north, date(2026, 3, 2)),
    ):
        with pytest.raises(PlanError, match="no such plan"):
            act()
    for role in ("associate", "client_viewer", "shopper"):
        with pytest.raises(NotAllowedError):
            plans(people(role, role))


def test_who_owns_an_initiative_sees_the_plan_and_works_on_it(lead, people):
    from rapport.program.plans.selectors import plan
    from rapport.program.plans.services import (
        check_in,
        initiative_add,
        plan_create,
        plan_save,
        step_add,
        step_done,
    )

    manager = people("Mia", "team_manager", "South")
    made = plan_create(lead, NORTH)
    initiative = initiative_add(lead, made, "Cards", owner=manager.user_id, lead_days=14, effect=2.0)
    step = step_add(manager, made, initiative, "Print them", date(2026, 3, 9))
    step_done(manager, made, step)
    check_in(manager, made, date(2026, 3, 5), "goes well", done="Printed")
    check_in(manager, made, date(2026, 3, 6), "stuck", hindered="No paper")
    found = plan(manager, made)
    assert found.mine and not found.may_edit and found.open_steps == ()
    assert [(one.week, one.standing, one.done) for one in found.check_ins] == [
        (date(2026, 3, 2), "stuck", "")
    ]
    assert found.initiatives[0].steps[0].done_by == "Mia"
    with pytest.raises(NotAllowedError):
        plan_save(manager, made, 1, NORTH)
    with pytest.raises(PlanError, match="in the way"):
        check_in(manager, made, date(2026, 3, 6), "at risk")


def test_a_step_of_another_plan_is_not_ticked_off(lead):
    from rapport.program.plans.services import initiative_add, plan_create, step_add, step_done

    one, other = plan_create(lead, NORTH), plan_create(lead, replace(NORTH, title="Another"))
    step = step_add(lead, one, initiative_add(lead, one, "Cards"), "Print", date(2026, 3, 9))
    with pytest.raises(PlanError, match="no such step"):
        step_done(lead, other, step)


def test_a_summary_is_due_once_a_month_and_once_a_quarter(lead):
    from rapport.program.plans.selectors import plan, summary
    from rapport.program.plans.services import (
        plan_create,
        plan_start,
        summaries_note,
        summary_failed,
        summary_sent,
        summary_take,
    )

    made = plan_create(lead, NORTH)
    plan_start(lead, made, date(2026, 3, 2))
    for _ in range(2):
        summaries_note(date(2026, 4, 1), NOW)
    periods = {one.period for one in plan(lead, made).summaries}
    assert periods == {"month", "quarter"} and len(plan(lead, made).summaries) == 2
    taken = [summary_take(NOW) for _ in range(3)]
    assert None not in taken[:2] and taken[2] is None
    due, content, _ = summary(taken[0])
    assert due.until == date(2026, 4, 1) and content.title == NORTH.title
    summary_sent(taken[0], ["chief@example.org"], NOW)
    summary_failed(taken[1], "no server", NOW)
    states = sorted(one.state for one in plan(lead, made).summaries)
    assert states == ["sent", "waiting"]


def test_a_plan_that_has_just_begun_tells_nothing_of_the_month_before(lead):
    from rapport.program.plans.selectors import plan
    from rapport.program.plans.services import plan_create, plan_start, summaries_note

    made = plan_create(lead, NORTH)
    plan_start(lead, made, date(2026, 3, 28))
    summaries_note(date(2026, 4, 1), NOW)
    assert plan(lead, made).summaries == ()


def test_months_and_quarters():
    assert ended(date(2026, 4, 1)) == (
        ("month", date(2026, 3, 1), date(2026, 4, 1)),
        ("quarter", date(2026, 1, 1), date(2026, 4, 1)),
    )
    assert ended(date(2026, 1, 15)) == (
        ("month", date(2025, 12, 1), date(2026, 1, 1)),
        ("quarter", date(2025, 10, 1), date(2026, 1, 1)),
    )
    assert first_day("quarter", date(2026, 1, 1)) == date(2025, 10, 1)


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil"]
)
def test_keeps_no_address_that_leads_elsewhere(lead, address):
    from rapport.program.plans.selectors import plan
    from rapport.program.plans.services import plan_create

    assert plan(lead, plan_create(lead, replace(NORTH, came_from=address))).content.came_from == ""
