"""Rules of targeted reviews on what happened: complaints, new agents, quotas; asked once."""

from datetime import UTC, datetime, timedelta

import pytest

from rapport.records import Interaction, Turn
from rapport.warehouse import Warehouse
from tests.program.judging_people import People
from tests.work.conftest import COUNTER, conversation

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.fixture
def home(make_home):
    made = make_home(0)
    with Warehouse(made.warehouse_path).write() as writer:
        writer.upsert("interactions", (conversation(number) for number in range(120)))
        writer.upsert("interactions", (served("new", day, f"n{day:02d}") for day in range(20)))
        writer.upsert("interactions", [served("old", 3, "shop:1")])
    return made


def served(agent, day, name):
    """A chat of an agent so many days before NOW; every other one asks for money back."""
    at = NOW - timedelta(days=day)
    asks = "I want my MONEY back" if day % 2 else "Thank you"
    turns = (Turn("customer", asks, at), Turn("agent", "Of course", at))
    facts = {"channel": "chat", "team": "north", "agent_id": agent, "started_at": at, "turns": turns}
    return Interaction(name, **facts)


@pytest.fixture
def people(home):
    made = People()
    made("Lee", "qa_lead")
    made("Ann")
    return made


@pytest.fixture
def rule(people):
    """Keeps a rule scored by Ann → its id."""
    from rapport.criteria import parse_criteria
    from rapport.program.judging.services import rule_create
    from rapport.program.judging.services.targeted import RuleDraft

    def made(kind, evaluators=("Ann",), **facts):
        ids = tuple(people(name).user_id for name in evaluators)
        draft = RuleDraft("A rule", kind, "To see", ids, **facts)
        return rule_create(people("Lee"), draft, parse_criteria(COUNTER, "counter.yaml"))

    return made


def run(home, people, now=NOW, rule=None):
    from rapport.work.judging.targeted import run_rules

    return [(one.found, one.asked) for one in run_rules(home, people("Lee"), rule, now=now)]


def asked(people):
    from rapport.program.judging.selectors import targeted_tasks

    return {task.interaction_id for task in targeted_tasks(people("Lee"))}


def test_complaints_are_found_by_the_customers_words_and_asked_for_once(home, people, rule):
    rule("matching", words="money BACK", number=50, days_back=10)
    assert run(home, people) == [(5, 5)] and run(home, people) == [(5, 0)]
    assert asked(people) == {"n01", "n03", "n05", "n07", "n09"}


def test_a_new_agents_first_days_are_looked_at_and_nobody_elses(home, people, rule):
    rule("new_agents", number=4, first_days=7, days_back=14)
    assert run(home, people) == [(4, 4)]
    assert asked(people) <= {f"n{day:02d}" for day in range(12, 20)}
    assert run(home, people, NOW + timedelta(days=60)) == [(0, 0)]


def test_a_quota_once_filled_stays_filled_whatever_comes_later(home, people, rule):
    rule("quota", number=2, days_back=1)
    (first,) = run(home, people)
    before = asked(people)
    assert first == (12, 12), "five agents, one new, two each; shops have no quota"
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", (served("new", 0.1 * step, f"later{step}") for step in range(30)))
    assert run(home, people) == [(12, 0)] and asked(people) == before
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", (served("new", -2 - step, f"april{step}") for step in range(3)))
    ((_, new),) = run(home, people, NOW + timedelta(days=7))
    assert new == 2 and len(asked(people)) == 14


def test_months_are_those_of_the_homes_zone(home, people, rule):
    from rapport.program.judging.plain import TargetedRule
    from rapport.work.judging.targeted import rule_matches

    at = datetime(2026, 4, 30, 22, 30, tzinfo=UTC)
    turns = (Turn("customer", "Hi", at), Turn("agent", "Hi", at))
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert(
            "interactions", [Interaction("late", agent_id="zed", started_at=at, turns=turns, channel="chat")]
        )
    may = datetime(2026, 5, 2, tzinfo=UTC)
    facts = ("r", "n", "quota", "w", {"agent_id": "zed"}, "", 1, 1, 1, ("Ann",), "c@1", 1, True, "x", None)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        in_berlin = rule_matches(snapshot, TargetedRule(*facts), may, "Europe/Berlin")
        in_lima = rule_matches(snapshot, TargetedRule(*facts), may, "America/Lima")
    assert [row["interaction_id"] for row in in_berlin] == ["late"]
    assert [row["interaction_id"] for row in in_lima] == ["late"]


def test_nobody_is_asked_to_look_at_an_interaction_of_their_own(home, people, rule):
    from rapport.program.judging.selectors import tasks_open

    people("New", "analyst", agent_id="new")
    rule("matching", ("New", "Ann"), where={"agent_id": "new"}, number=50, days_back=30)
    run(home, people)
    assert tasks_open(people("New")) == [] and len(tasks_open(people("Ann"))) == 20


def test_a_rule_switched_off_asks_for_nothing_and_takes_back_what_is_open(home, people, rule):
    from rapport.program.judging.errors import JudgingError
    from rapport.program.judging.selectors import tasks_open
    from rapport.program.judging.services import rule_set_active

    made = rule("matching", words="money", number=5, days_back=30)
    run(home, people)
    rule_set_active(people("Lee"), made, False)
    assert tasks_open(people("Ann")) == [] and run(home, people) == []
    with pytest.raises(JudgingError, match="no such rule"):
        run(home, people, rule=made)


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        ("matching", {}, "matches everything"),
        ("matching", {"words": "x", "number": 0}, "number is 0"),
        ("sometimes", {}, "No kind"),
    ],
)
def test_a_rule_that_cannot_be(home, rule, kind, facts, words):
    from rapport.program.judging.errors import JudgingError

    with pytest.raises(JudgingError, match=words):
        rule(kind, **facts)


def test_a_field_that_is_none_is_refused(home, people, rule):
    from rapport.program.judging.errors import JudgingError

    rule("matching", where={"1=1 OR channel": "x"})
    with pytest.raises(JudgingError, match="cannot be chosen by"):
        run(home, people)
