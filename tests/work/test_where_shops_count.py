"""A mystery shop is nobody's contact: wherever customers' interactions are meant, shops are left out."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rapport.records import Customer, Interaction, Turn
from rapport.records.interaction import SHOP_PREFIX
from rapport.warehouse import Warehouse
from rapport.work.import_ import import_records
from tests.program.judging_people import People
from tests.work.conftest import COUNTER, conversation

SOURCES = Path(__file__).parents[2] / "src" / "rapport"
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
SHOP = "shop:visit-1"
FOUR = range(4)

ASKS = re.compile(r"(?:FROM|JOIN)\s+interactions\b|table\(\"interactions\"\)")
BY_ID = "asks for interactions that were chosen before"
LIVE = "joins live evaluations, which a mystery shop never has"
WHOLE = "shows or keeps every interaction, mystery shops as such"
WHO = "asks who works where, or is called what, which a shop tells as well"
ALL_ARE_MEANT = {
    "findings/questions/outcomes.py": BY_ID,
    "findings/questions/scores.py": BY_ID,
    "findings/questions/split.py": "is where questions begin: `served` leaves them out",
    "work/answers/for_interaction.py": BY_ID,
    "work/coaching/associates.py": LIVE,
    "work/annotating/told.py": BY_ID,
    "work/annotating/waiting.py": "an agent was heard in a shop too: its page tells what was read",
    "work/coaching/effect.py": LIVE,
    "work/concerns/requests.py": "asks for interactions that the sheet chose, in which there are no shops",
    "work/coaching/evidence.py": LIVE,
    "work/demonstration/scoring.py": BY_ID,
    "work/erasing/traces.py": "looks for everything of a customer",
    "work/exploring/direct.py": WHOLE,
    "work/exploring/interaction.py": BY_ID,
    "work/exploring/snippets.py": BY_ID,
    "work/importing/known_names.py": WHO,
    "work/interviews/contact.py": "asks for a customer's own contacts; a shop has no customer",
    "work/interviews/stands_for.py": LIVE,
    "work/sampling/conflicts.py": WHO,
    "work/sampling/plan.py": BY_ID,
    "work/schema/behind.py": "looks up a row of the list before; the list is of `served`",
    "work/scoring/facts.py": BY_ID,
    "work/scoring/queue.py": BY_ID,
    "work/scoring/recordings.py": BY_ID,
    "work/scoring_facts.py": BY_ID,
    "work/transcribe.py": BY_ID,
    "work/sheets/content.py": BY_ID,
    "work/teaching/labels.py": BY_ID,
    "work/teaching/review.py": BY_ID,
    "work/understanding/quotes.py": BY_ID,
    "work/upgrades/whose_interactions.py": WHOLE,
    "warehouse/erase.py": "looks for everything of a customer",
}


def test_every_question_on_interactions_leaves_shops_out_or_says_why_not():
    asking, said = set(), set()
    for path in SOURCES.rglob("*.py"):
        text = path.read_text()
        if ASKS.search(text) and path.name != "served.py":
            name = str(path.relative_to(SOURCES))
            asking.add(name)
            if re.search(r"\bSERVED\b|\bTO_JUDGE\b", text):
                said.add(name)
    assert asking - said == set(ALL_ARE_MEANT), "leave shops out by `SERVED`, or say here why all are meant"


def test_how_a_shop_is_told_apart_is_said_once():
    spelt = re.compile(r"[\"']shop:|SHOP_PREFIX")
    found = {str(one.relative_to(SOURCES)) for one in SOURCES.rglob("*.py") if spelt.search(one.read_text())}
    assert found == {
        "records/interaction.py",
        "warehouse/served.py",
        "work/api/bring_in.py",
        "work/import_.py",
    }


def contact(name, day, **facts):
    at = NOW - timedelta(days=day)
    turns = (Turn("customer", "Hello", at), Turn("agent", "Of course", at))
    given = {"channel": "chat", "team": "north", "agent_id": "new", "started_at": at, "turns": turns}
    return Interaction(name, **{**given, **facts})


@pytest.fixture
def home(make_home):
    """Contacts of this month; a shop of a year before, of a team, channel and concern of its own."""
    made = make_home(0)
    apart = {"channel": "visit", "team": "Counter", "concern": "tested", "attributes": {"persona": "Old"}}
    with Warehouse(made.warehouse_path).write() as writer:
        writer.upsert("interactions", (conversation(number) for number in range(60)))
        writer.upsert(
            "interactions", [contact(f"n{day}", day, customer_id=f"new{day // 2}") for day in range(4)]
        )
        writer.upsert("interactions", [contact(SHOP, 365, customer_id="new0", **apart)])
        writer.upsert("customers", [Customer("new0", email="[EMAIL]")])
    return made


@pytest.fixture
def lead(home):
    return People()("Lee", "qa_lead")


def test_an_agent_begins_with_the_first_customer_not_with_a_shop(home, lead):
    from rapport.criteria import parse_criteria
    from rapport.program.judging.services import rule_create
    from rapport.program.judging.services.targeted import RuleDraft
    from rapport.work.judging.targeted import run_rules

    facts = {"first_days": 30, "number": 3, "days_back": 10, "where": {"agent_id": "new"}}
    draft = RuleDraft("New", "new_agents", "To see", (People()("Ann").user_id,), **facts)
    rule_create(lead, draft, parse_criteria(COUNTER, "counter.yaml"))
    ran = run_rules(home, lead, now=NOW)
    assert [(one.found, one.asked) for one in ran] == [(3, 3)]


def test_nobody_calibrates_on_a_shop(home, lead):
    from rapport.criteria import parse_criteria
    from rapport.program.judging.errors import JudgingError
    from rapport.work.judging.calibrate import Wanted, calibrate

    people = People()
    both = (people("Ann").user_id, people("Bob").user_id)
    criteria = parse_criteria(COUNTER, "counter.yaml")
    with pytest.raises(JudgingError, match="to a customer"):
        calibrate(home, lead, Wanted("First", both, picked=("n1", SHOP)), criteria)
    with pytest.raises(JudgingError, match="No interaction matches"):
        calibrate(home, lead, Wanted("First", both, number=5, where={"channel": "visit"}), criteria)


def test_no_form_offers_what_only_shops_have(home):
    from rapport.work.auditing.choices import dimension_values
    from rapport.work.auditing.standing import state_of_interactions
    from rapport.work.results.choices import all_choices
    from rapport.work.schema.counted import count_by, dimensions_of

    values = dimension_values(home.warehouse_path, state_of_interactions(home))
    assert "visit" not in values["channel"] and "Counter" not in values["team"]
    assert "tested" not in values["concern"] and "chat" in values["channel"]
    offered = all_choices(home)
    assert "visit" not in offered.channel and "Counter" not in offered.team
    assert "2025-03" not in offered.months and "2026-03" in offered.months
    assert "persona" not in dimensions_of(home)
    assert ("visit",) not in [key for key, _ in count_by(home, ("channel",)).rows]


def test_a_shop_is_in_no_frame_and_no_count(home):
    from rapport.findings.questions.rows_behind import interaction_rows
    from rapport.findings.questions.scores import interaction_counts
    from rapport.work.interviews.frame import COLUMNS, silent_frame
    from rapport.work.sampling.frame import sampling_frame

    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        whole = snapshot.sql("SELECT count(*) AS n FROM interactions").to_pylist()[0]["n"]
        assert interaction_counts(snapshot)["interactions"] == whole - 1
        assert SHOP not in sampling_frame(snapshot, ("channel",), {}, "UTC").ids
        rows = interaction_rows(snapshot, "turn_count", (), {}, "UTC")
        assert len(rows) == whole - 1
    frame = silent_frame(home)
    contacts = frame.rows[frame.ids.index("new0")][COLUMNS.index("contacts")]
    assert contacts == "2", "the shop is no third contact"


def test_nobody_scores_a_shop_as_if_a_customer_had_been_served(home, lead):
    from rapport.criteria import Decision, parse_criteria
    from rapport.program.audits.errors import AuditError
    from rapport.program.audits.plain import Submission
    from rapport.program.audits.services import evaluations_submit

    criteria = parse_criteria(COUNTER, "counter.yaml")
    decisions = {"greeting": Decision(), "tone": Decision(), "answer": Decision()}
    said = {"evaluator": "Ann", "decisions": decisions, "attributes": {"channel": "visit"}}
    with pytest.raises(AuditError, match="is a mystery shop"):
        evaluations_submit(lead, criteria, [Submission(SHOP, **said)])
    done = evaluations_submit(lead, criteria, [Submission(SHOP, **said, purpose="targeted")])
    assert done[0].outcome == "new"


def test_no_file_brings_in_what_would_be_taken_for_a_shop(home):
    from rapport.sources.errors import SourceError

    with pytest.raises(SourceError, match="mystery shops") as refused:
        import_records(home, "chats", [contact("n9", 1), contact(f"{SHOP_PREFIX}17", 1)])
    assert refused.value.todo.startswith("Give it another id.")
