"""Whether a plan helped, on the numbers a home has: scores, answers and times."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from rapport.criteria import Decision, parse_criteria
from rapport.home import create_home
from rapport.program.audits.plain import Submission
from rapport.program.people.actor import TERMINAL
from rapport.program.plans.plain import (
    Aim,
    CheckInFacts,
    InitiativeFacts,
    PlanContent,
    PlanFacts,
    StepFacts,
    SummaryFacts,
)
from rapport.program.setup import connect, disconnect
from rapport.records import Answer, InputError, Interaction, Measurement
from rapport.warehouse import Warehouse
from rapport.work.plans.effect import effect_of, values_of
from rapport.work.plans.goal import recommended
from rapport.work.plans.metrics import offered
from rapport.work.plans.summary import subject_of, summary_of
from tests.work.conftest import COUNTER

BEGINS = date(2026, 3, 2)
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAYS, A_DAY = 112, 6
NORTH = PlanContent("Warmer", "qci", hypothesis="They will", where={"team": "north"}, begins_on=BEGINS)


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """North and south; both rise by 4 after the second of March, north by 8 more; recommending likewise."""
    home = create_home(tmp_path_factory.mktemp("plans") / "home")
    connect(home)
    from rapport.program.audits.services import evaluations_submit

    decided = {
        "greeting": Decision({"said_hello": 1}),
        "tone": Decision(),
        "answer": Decision({"complete": 1}),
    }
    evaluations_submit(TERMINAL, parse_criteria(COUNTER, "counter.yaml"), [Submission("i0", "Ann", decided)])
    rng = np.random.default_rng(3)
    interactions, scores, answers = [], [], []
    for number in range(DAYS * A_DAY):
        at = START + timedelta(days=number // A_DAY, hours=number % A_DAY)
        north, since = number % 2 == 0, at.date() >= BEGINS
        name = f"i{number}"
        agent = f"{'n' if north else 's'}{rng.integers(0, 12)}"
        team = "north" if north else "south"
        interactions.append(Interaction(name, channel="chat", started_at=at, agent_id=agent, team=team))
        value = 60 + 4 * since + 8 * (since and north) + 10 * rng.standard_normal()
        scores.append(
            Measurement(f"evaluation:{number}:qci", "interaction", name, "qci", float(np.clip(value, 0, 100)),
                        "human", "Ann", "counter@1", at)
        )  # fmt: skip
        happy = rng.random() < 0.3 + 0.4 * (since and north)
        answers.append(
            Answer(f"x{number}", f"s{number}", "recommend", "nps", number=10.0 if happy else 6.0,
                   interaction_id=name, scale_min=0, scale_max=10, answered_at=at)
        )  # fmt: skip
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", interactions)
        writer.upsert("measurements", scores)
        writer.upsert("answers", answers)
    yield home
    disconnect()


def test_takes_off_what_rose_for_the_rest_too(company):
    alone = effect_of(company, NORTH)
    beyond = effect_of(company, replace(NORTH, others={"rest": True}))
    assert alone.found.against == "trend" or alone.found.against == "before"
    assert beyond.found.against == "others" and beyond.words[0] == "Clearly better since it began."
    assert beyond.found.effect.low < 8 < beyond.found.effect.high
    assert beyond.found.effect.high < 12 < alone.found.effect.high + 3


def test_says_no_effect_where_there_is_none(company):
    nowhere = effect_of(company, replace(NORTH, metric="nps", where={"team": "south"}))
    assert nowhere.found.verdict == "no effect seen" and nowhere.words[0].startswith(
        "No effect seen: anything"
    )


def test_cannot_tell_where_there_are_no_values(company):
    never = effect_of(company, replace(NORTH, metric="csat"))
    assert never.words[0] == "It cannot be told yet: fewer than 5 values before."


def test_a_plan_that_has_not_begun_tells_nothing(company):
    assert effect_of(company, replace(NORTH, begins_on=None)).words == ("It has not begun.",)


def test_answers_count_in_the_metrics_own_unit(company):
    found = effect_of(company, replace(NORTH, metric="nps", others={"rest": True}))
    assert found.found.verdict == "clearly up" and 40 < found.found.effect.value < 120
    here, rest = values_of(company, replace(NORTH, metric="nps", others={"rest": True}))
    assert set(here.value.tolist()) == {-100.0, 100.0} and here.rows == rest.rows == DAYS * A_DAY / 2


def test_the_rest_are_all_but_those_of_the_plan(company):
    here, rest = values_of(company, replace(NORTH, others={"rest": True}))
    assert {one[0] for one in here.agent} == {"n"} and {one[0] for one in rest.agent} == {"s"}


def test_says_whether_what_was_expected_came(company):
    for expected, said in ((8.0, "within the interval"), (30.0, "outside it")):
        words = effect_of(company, replace(NORTH, others={"rest": True}, expected_effect=expected)).words
        assert any(said in one for one in words)


def test_refuses_a_group_that_nothing_has(company):
    with pytest.raises(InputError, match="No interaction or customer has 'shoe_size'"):
        effect_of(company, replace(NORTH, where={"shoe_size": "44"}))


def test_recommends_a_range_from_what_there_is(company):
    found = recommended(company, NORTH, date(2026, 9, 1))
    assert found.current.value <= found.low < found.high <= 91
    with pytest.raises(InputError, match="without a best value"):
        recommended(company, replace(NORTH, metric="turn_count"), date(2026, 9, 1))


def test_an_initiative_counts_where_it_can_show_by_the_day_of_the_goal(company):
    def told(lead_days, begins_on=None):
        one = InitiativeFacts(1, "Cards", "Mia", begins_on, lead_days, 4.0, False)
        return recommended(company, replace(NORTH, begins_on=None), date(2026, 9, 1), (one,)).too_late

    assert told(14) == () and told(14, date(2026, 8, 1)) == ()
    assert told(200) == ("Cards",) and told(45, date(2026, 8, 1)) == ("Cards",)


def test_offers_what_the_home_can_be_measured_by(company):
    names = {one.name: one for one in offered(company)}
    assert {"qci", "nps", "handle_s"} <= set(names) and names["handle_s"].lower_is_better


def test_a_summary_says_the_result_the_work_and_the_weeks(company):
    steps = (
        StepFacts(1, "Print cards", date(2026, 3, 9), datetime(2026, 3, 8, tzinfo=UTC), "Mia"),
        StepFacts(2, "Train the desk", date(2026, 3, 20), None, ""),
    )
    content = replace(NORTH, others={"rest": True}, aim=Aim(78, date(2026, 9, 1)))
    plan = PlanFacts(
        "p", content, "Mia", "active", "", 1, "Lee", START, "Lee", None,
        initiatives=(InitiativeFacts(1, "Cards", "Mia", None, 0, None, False, steps),),
        check_ins=(CheckInFacts(date(2026, 3, 9), "Mia", "at risk", "Printed.", "", "No paper"),),
    )  # fmt: skip
    due = SummaryFacts(1, "p", "month", date(2026, 4, 1), "waiting", "", None)
    text = summary_of(plan, due, effect_of(company, content), date(2026, 4, 1), ZoneInfo("UTC"))
    assert subject_of(plan, due) == "Warmer: March 2026"
    for part in (
        "Clearly better",
        "The goal: 78",
        "Done\n- Print cards",
        "Late\n- Train the desk",
        "No paper",
    ):
        assert part in text
